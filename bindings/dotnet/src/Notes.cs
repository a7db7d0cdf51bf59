using System;
using System.Collections.Generic;

namespace UserSig
{
    /// <summary>What a <see cref="Note"/> is about.</summary>
    public enum NoteKind
    {
        /// <summary>What is wrong with the token, as <see cref="Verifier.Verify"/> reports it.</summary>
        Finding = 1,

        /// <summary>Why it is wrong: a mistake in the code that made the token, or a change to the token after that.</summary>
        Cause = 2,

        /// <summary>Something unusual in a token that can be read, which is probably a mistake.</summary>
        Warning = 3,

        /// <summary>What a code of the service means.</summary>
        Code = 4,
    }

    /// <summary>One note, in English and Chinese. A text that does not apply is empty. No text contains a key.</summary>
    public sealed unsafe class Note
    {
        private Note(Native.Note* note)
        {
            Kind = (NoteKind)note->Kind;
            Code = note->Code;
            Name = Native.Text(note->Name);
            Detail = Native.Text(note->Detail);
            Fix = Native.Text(note->Fix);
            DetailChinese = Native.Text(note->DetailChinese);
            FixChinese = Native.Text(note->FixChinese);
            Layer = Native.Text(note->Layer);
            LayerChinese = Native.Text(note->LayerChinese);
            Remark = Native.Text(note->Remark);
            RemarkChinese = Native.Text(note->RemarkChinese);
        }

        /// <summary>What the note is about.</summary>
        public NoteKind Kind { get; }

        /// <summary>The service's code for a finding, or the code that is explained; 0 if there is none.</summary>
        public long Code { get; }

        /// <summary>The stable name: <c>expired</c>, <c>gzip</c>, …. For a code, its names in headers, separated by commas.</summary>
        public string Name { get; }

        /// <summary>What was found, or what a code means.</summary>
        public string Detail { get; }

        /// <summary>What to change.</summary>
        public string Fix { get; }

        /// <summary><see cref="Detail"/> in Chinese.</summary>
        public string DetailChinese { get; }

        /// <summary><see cref="Fix"/> in Chinese.</summary>
        public string FixChinese { get; }

        /// <summary>For a code: the part of the service that returns it.</summary>
        public string Layer { get; }

        /// <summary><see cref="Layer"/> in Chinese.</summary>
        public string LayerChinese { get; }

        /// <summary>For a code: where the documents of the service disagree.</summary>
        public string Remark { get; }

        /// <summary><see cref="Remark"/> in Chinese.</summary>
        public string RemarkChinese { get; }

        /// <summary>Returns the name and the detail.</summary>
        /// <returns>A text for logs.</returns>
        public override string ToString() => $"{Name}: {Detail}";

        /// <summary>Copies notes of the library and frees them.</summary>
        internal static IReadOnlyList<Note> Taken(Native.Notes* notes, out string? unwrapped)
        {
            try
            {
                var list = new List<Note>();
                for (uint at = 0; at < notes->Count; at++) list.Add(new Note(notes->Items[at]));
                unwrapped = notes->Unwrapped == null ? null : Native.Text(notes->Unwrapped, notes->UnwrappedLength);
                return list;
            }
            finally
            {
                Native.usersig_notes_free(notes);
            }
        }

        internal static IReadOnlyList<Note> OfKey(string text)
        {
            using var key = new KeyText(text, "the key's text");
            return Taken(key.Diagnose(), out _);
        }

        internal static IReadOnlyList<Note> OfCode(string code)
        {
            Native.CheckAbi();
            byte* stack = stackalloc byte[Utf8.StackSize];
            using Utf8 text = Utf8.OfAny(code, stack);
            Native.Notes* notes = null;
            Native.Report report;
            Native.Prepare(&report);
            int status = Native.usersig_explain(text.Bytes, text.Length, &notes, &report);
            return notes != null ? Taken(notes, out _) : throw Native.Failure(status, &report);
        }
    }

    /// <summary>What is behind a verdict, or what can be said of a token without a key.</summary>
    public sealed unsafe class Diagnosis
    {
        internal Diagnosis(Native.Notes* notes, Verification? verification = null)
        {
            Notes = Note.Taken(notes, out string? unwrapped);
            Unwrapped = unwrapped;
            Verification = verification;
        }

        /// <summary>What <see cref="Verifier.Verify"/> returns; null if there was no key, and so no verdict.</summary>
        public Verification? Verification { get; }

        /// <summary>Findings, then causes from the outermost to the innermost, then warnings.</summary>
        public IReadOnlyList<Note> Notes { get; }

        /// <summary>
        /// The token that is left when what was pasted around it is removed, or null. It is not verified: verify it to see what would
        /// still be wrong.
        /// </summary>
        public string? Unwrapped { get; }
    }

    /// <summary>The codes of the service, and the native library itself.</summary>
    public static unsafe class ServiceCode
    {
        /// <summary>Returns what an error code of the service or of an SDK means.</summary>
        /// <param name="code">A decimal number, such as <c>70001</c> or <c>-100018</c>, or a name, such as
        /// <c>ERR_USER_SIG_EXPIRED</c>, in upper or lower case.</param>
        /// <returns>One note for each part of the products that has the code; none if this library does not know the code, which says
        /// nothing about the service.</returns>
        /// <exception cref="UserSigException">With <see cref="ErrorKind.Unsupported"/> in a build without codes.</exception>
        public static IReadOnlyList<Note> Explain(string code) => Note.OfCode(code);

        /// <summary>The version of the native library, as in <c>1.2.3</c>.</summary>
        public static string LibraryVersion => Native.Text(Native.usersig_version());
    }
}
