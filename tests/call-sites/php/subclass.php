<?php

// An application's own class over it, with a default of its own.
class ChatSignature extends Tencent\TLSSigAPIv2
{
    public function __construct()
    {
        parent::__construct(getenv('APP'), getenv('SECRET_KEY'));
    }

    public function genUserSig($userid, $expire = 7200)
    {
        return parent::genUserSig((string) $userid, $expire);
    }
}

return ['heike' => (new ChatSignature())->genUserSig('heike')];
