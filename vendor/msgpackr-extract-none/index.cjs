// msgpackr treats a throw here as "no accelerator" and decodes in JavaScript.
throw new Error('no native accelerator: msgpackr decodes in JavaScript');
