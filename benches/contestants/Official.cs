using System;
using System.IO;
using System.IO.Compression;
using tencentyun;

/// <summary>A contestant of scripts/bench: the official class of C#.</summary>
sealed class Official : Contestant
{
    private readonly TLSSigAPIv2 api = new TLSSigAPIv2((int)SdkAppId, Key);

    protected override string MakeToken(string userId)
    {
        return api.genUserSig(userId, Expire);
    }

    protected override Func<string> Work(string operation, string token)
    {
        switch (operation)
        {
            case "sign": return () => api.genUserSig(UserId, Expire);
            case "room": return () => api.genPrivateMapKey(UserId, Expire, 10000, 255);
            default: return null;
        }
    }

    static void Main()
    {
        new Official().Run();
    }
}

namespace ComponentAce.Compression.Libs.zlib
{
    /// <summary>The compressor that the official class asks for, by the runtime's zlib, which is native and faster than that in C#.</summary>
    sealed class ZOutputStream : Stream
    {
        private readonly ZLibStream zlib;

        public ZOutputStream(Stream output, int level)
        {
            zlib = new ZLibStream(output, CompressionLevel.Optimal, true);
        }

        public void finish()
        {
            zlib.Dispose();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            zlib.Write(buffer, offset, count);
        }

        // The class flushes before it ends the stream, which here would make the token longer.
        public override void Flush()
        {
        }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }

    static class zlibConst
    {
        public const int Z_DEFAULT_COMPRESSION = -1;
    }
}
