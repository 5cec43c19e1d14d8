using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Files;

/// <summary>A window over a text as UTF-8 bytes that moves forward, and the digest of everything it has passed.</summary>
internal sealed class TextWindow(Stream file) : IDisposable
{
    private const int ReadBytes = 256 << 10;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly TextInput stream = TextInput.Of(file);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[ReadBytes];
    private int start;
    private int filled;
    private int hashed;

    /// <summary>How many bytes were passed.</summary>
    internal long Position { get; private set; }

    /// <summary>Whether the window reaches to the end of the file.</summary>
    internal bool AtEnd { get; private set; }

    /// <summary>Why the file cannot be read on, such as a packed file that was cut short; null while it can.</summary>
    internal Refusal? Damage { get; private set; }

    /// <summary>What was read and not yet passed. Moves with every <see cref="Fill"/>.</summary>
    internal ReadOnlySpan<byte> Window => buffer.AsSpan(start, filled - start);

    /// <summary>The bytes passed last; there until the next <see cref="Fill"/>.</summary>
    internal ReadOnlySpan<byte> Passed(int count) => buffer.AsSpan(start - count, count);

    /// <summary>Passes so many bytes of the window.</summary>
    internal void Pass(int count)
    {
        start += count;
        Position += count;
    }

    /// <summary>Widens the window; false when the file is at its end, or damaged there.</summary>
    internal bool Fill()
    {
        if (AtEnd || Damage is not null) return false;
        MakeRoom();
        var read = ReadOn();
        filled += read;
        AtEnd = read == 0 && Damage is null;
        return read > 0;
    }

    /// <summary>Passes a byte order mark, at the beginning.</summary>
    internal void PassMark()
    {
        while (Window.Length < ByteOrderMark.Length && Fill()) { }
        if (Window.StartsWith(ByteOrderMark)) Pass(ByteOrderMark.Length);
    }

    /// <summary>Passes bytes up to a position; false when the file ends before it.</summary>
    internal bool PassTo(long position)
    {
        while (Position < position)
        {
            if (Window.IsEmpty && !Fill()) return false;
            Pass((int)Math.Min(Window.Length, position - Position));
        }
        return true;
    }

    /// <summary>SHA-256 of everything passed, in hexadecimal.</summary>
    internal string Digest()
    {
        HashPassed();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose() => hash.Dispose();

    private int ReadOn()
    {
        try
        {
            return stream.ReadAtLeast(buffer.AsSpan(filled), 1, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damaged)
        {
            Damage = Refusal.Of("file", $"The file cannot be read to its end. {damaged.Message}", "此处之后未读取。");
            return 0;
        }
    }

    private void MakeRoom()
    {
        HashPassed();
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        (filled, start, hashed) = (filled - start, 0, 0);
        if (buffer.Length - filled < ReadBytes / 2) Array.Resize(ref buffer, buffer.Length * 2);
    }

    private void HashPassed()
    {
        hash.AppendData(buffer.AsSpan(hashed, start - hashed));
        hashed = start;
    }
}
