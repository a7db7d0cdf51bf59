using System;

namespace UserSig
{
    /// <summary>Which UserIDs are accepted when signing. Control characters are rejected by every rule.</summary>
    public enum UserIdRule
    {
        /// <summary>What IM documents: 1 to 32 bytes of printable ASCII. The default.</summary>
        Im = 0,

        /// <summary>What TRTC recommends: 1 to 32 bytes of <c>a-z A-Z 0-9 _ -</c>. Accepted by every product.</summary>
        Trtc = 1,

        /// <summary>1 to 1024 bytes of UTF-8: for IDs that were imported long ago.</summary>
        Any = 2,
    }

    /// <summary>The things that a PrivateMapKey can allow in its room, as the service's bits.</summary>
    [Flags]
    public enum Privileges : uint
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Create the room.</summary>
        CreateRoom = 1,

        /// <summary>Enter the room.</summary>
        EnterRoom = 2,

        /// <summary>Send audio.</summary>
        SendAudio = 4,

        /// <summary>Receive audio.</summary>
        ReceiveAudio = 8,

        /// <summary>Send video.</summary>
        SendVideo = 16,

        /// <summary>Receive video.</summary>
        ReceiveVideo = 32,

        /// <summary>Send the sub-stream (screen sharing).</summary>
        SendSubstream = 64,

        /// <summary>Receive the sub-stream.</summary>
        ReceiveSubstream = 128,

        /// <summary>What an audience needs: enter, receive audio and video.</summary>
        Audience = EnterRoom | ReceiveAudio | ReceiveVideo,

        /// <summary>All eight.</summary>
        All = 255,
    }

    /// <summary>A TRTC room: a number or a string, as the application uses them.</summary>
    public sealed class Room
    {
        internal Room(uint number, string? name)
        {
            Number = number;
            Name = name;
        }

        /// <summary>The number of a numeric room; 0 for a string room.</summary>
        public uint Number { get; }

        /// <summary>The name of a string room; null for a numeric room.</summary>
        public string? Name { get; }

        /// <summary>Returns a numeric room.</summary>
        /// <param name="number">1 to 4294967294.</param>
        /// <returns>The room, which is checked when it is used.</returns>
        public static Room FromNumber(uint number) => new Room(number, null);

        /// <summary>Returns a string room.</summary>
        /// <param name="name">1 to 64 bytes of <c>a-z A-Z 0-9</c>, space and <c>!#$%&amp;()+-:;&lt;=.&gt;?@[]^_{}|~,</c>.</param>
        /// <returns>The room, which is checked when it is used.</returns>
        public static Room FromName(string name) => new Room(0, name ?? throw UserSigException.Null(ErrorKind.Room, "the string room"));

        /// <summary>Returns the number or the name.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() => Name ?? Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What a token carries beside the user's name.</summary>
    public sealed class Contents
    {
        internal const uint NoneKind = 1, UserbufKind = 2, NumberKind = 3, NameKind = 4;

        internal readonly uint Kind;
        internal readonly byte[] UserbufBytes;
        internal readonly Room? InRoom;
        internal readonly Privileges Allowed;

        private Contents(uint kind, byte[] userbuf, Room? room, Privileges privileges)
        {
            Kind = kind;
            UserbufBytes = userbuf;
            InRoom = room;
            Allowed = privileges;
        }

        /// <summary>Nothing: a plain UserSig.</summary>
        public static Contents None { get; } = new Contents(NoneKind, new byte[0], null, Privileges.None);

        /// <summary>Returns bytes of the application.</summary>
        /// <param name="bytes">0 to 32768 bytes, which are copied.</param>
        /// <returns>The contents, which are checked when they are used.</returns>
        public static Contents Userbuf(byte[] bytes) => new Contents(
            UserbufKind, (byte[])(bytes ?? throw UserSigException.Null(ErrorKind.Userbuf, "the userbuf")).Clone(), null, Privileges.None);

        /// <summary>Returns the permission to use one TRTC room: the token is a PrivateMapKey.</summary>
        /// <param name="room">The room.</param>
        /// <param name="privileges">What the user may do in it.</param>
        /// <returns>The contents, which are checked when they are used.</returns>
        public static Contents PrivateMapKey(Room room, Privileges privileges)
        {
            if (room == null) throw UserSigException.Null(ErrorKind.Room, "the room");
            return new Contents(room.Name == null ? NumberKind : NameKind, new byte[0], room, privileges);
        }
    }

    /// <summary>One token to sign: for whom, for how long, from when, and what is inside.</summary>
    /// <remarks>A request does not change and can be signed any number of times. Its fields are checked when it is signed.</remarks>
    public sealed class SignRequest
    {
        /// <summary>Requests a token with its times in seconds.</summary>
        /// <param name="userId">The user the token is for.</param>
        /// <param name="validitySeconds">For how many seconds the token is valid, from 1 second to 50 years.</param>
        /// <param name="issuedAtSeconds">When the token is issued, in Unix seconds; null for the system clock when it is signed.</param>
        /// <param name="contents">What the token carries; null for nothing.</param>
        /// <param name="userIdRule">Which UserIDs are accepted.</param>
        public SignRequest(
            string userId, long validitySeconds, long? issuedAtSeconds = null, Contents? contents = null, UserIdRule userIdRule = UserIdRule.Im)
        {
            UserId = userId;
            ValiditySeconds = validitySeconds;
            IssuedAtSeconds = issuedAtSeconds;
            Contents = contents ?? Contents.None;
            UserIdRule = userIdRule;
        }

        /// <summary>Requests a token. Fractions of a second are rounded down.</summary>
        /// <param name="userId">The user the token is for.</param>
        /// <param name="validity">For how long the token is valid, from 1 second to 50 years.</param>
        /// <param name="issuedAt">When the token is issued; null for the system clock when it is signed.</param>
        /// <param name="contents">What the token carries; null for nothing.</param>
        /// <param name="userIdRule">Which UserIDs are accepted.</param>
        public SignRequest(
            string userId, TimeSpan validity, DateTimeOffset? issuedAt = null, Contents? contents = null, UserIdRule userIdRule = UserIdRule.Im)
            : this(userId, Checks.Seconds(validity), issuedAt?.ToUnixTimeSeconds(), contents, userIdRule)
        {
        }

        /// <summary>The user the token is for.</summary>
        public string UserId { get; }

        /// <summary>For how many seconds the token is valid.</summary>
        public long ValiditySeconds { get; }

        /// <summary>When the token is issued, in Unix seconds; null for the system clock when it is signed.</summary>
        public long? IssuedAtSeconds { get; }

        /// <summary>What the token carries.</summary>
        public Contents Contents { get; }

        /// <summary>Which UserIDs are accepted.</summary>
        public UserIdRule UserIdRule { get; }
    }
}
