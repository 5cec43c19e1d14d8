using System.Text;

namespace CityKit.Core.Text;

/// <summary>
/// A text file of any encoding, read as UTF-8 (文本文件). Every reader of text files takes one, and makes one itself of any other stream.
/// </summary>
/// <remarks>What nobody names is recognised: a byte order mark; UTF-16 by its zero bytes; otherwise the first 64 KiB from the first byte
/// that is not ASCII decide between UTF-8 and GB18030 (with GBK and GB2312).
/// UTF-8 passes as it is; in other encodings a byte that is no text becomes U+FFFD, and the reader rejects its row.</remarks>
public sealed class TextInput : Stream
{
    private const int SampleBytes = 64 << 10;

    private readonly Stream file;
    private readonly byte[] bytes = new byte[SampleBytes];
    private readonly char[] characters = new char[SampleBytes + 16];
    private byte[] text = [];
    private int start;
    private int end;
    private int textStart;
    private int textEnd;
    private bool atEnd;
    private bool hasBegun;
    private bool isDecided;
    private Decoder? decoder; // null: the bytes pass as they are
    private InvalidDataException? damage;

    /// <summary>Reads a file as UTF-8.</summary>
    /// <param name="file">The file, unpacked; closed together with this.</param>
    /// <param name="encoding">Its encoding; null to recognise it.</param>
    public TextInput(Stream file, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        this.file = file;
        if (encoding is not null) Use(encoding);
    }

    /// <summary>The encoding that the file is read in, as far as it was read; UTF-8 while nothing but ASCII has come.</summary>
    public Encoding Encoding { get; private set; } = Encoding.UTF8;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (decoder is null) return Pass(buffer);
        while (textStart == textEnd && Decode()) { }
        var count = Math.Min(buffer.Length, textEnd - textStart);
        text.AsSpan(textStart, count).CopyTo(buffer);
        textStart += count;
        return count > 0 || damage is null ? count : throw damage;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Returns the stream itself when it is one, otherwise one that recognises the encoding.</summary>
    public static TextInput Of(Stream stream) => stream as TextInput ?? new TextInput(stream);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private void Use(Encoding encoding)
    {
        (Encoding, isDecided) = (encoding, true);
        decoder = encoding is UTF8Encoding ? null : encoding.GetDecoder();
        if (decoder is not null) text = new byte[characters.Length * 3];
    }

    // Undecided, only ASCII passes; the byte that stops it decides.
    private int Pass(Span<byte> buffer)
    {
        if (start == end) Fill();
        if (!isDecided && IsAtQuestion()) Recognise();
        if (decoder is not null) return Read(buffer);
        var window = bytes.AsSpan(start, Math.Min(end - start, buffer.Length));
        if (!isDecided && window.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var stop and > 0) window = window[..stop];
        window.CopyTo(buffer);
        start += window.Length;
        return window.Length > 0 || damage is null ? window.Length : throw damage;
    }

    // Zero bytes are looked for at the beginning only: further on they are a flaw of their row.
    private bool IsAtQuestion()
    {
        var isFirst = !hasBegun;
        hasBegun = true;
        return start < end && bytes[start] > 0x7F
            || isFirst && bytes.AsSpan(start, Math.Min(end - start, EncodingGuess.MostMarkBytes)).Contains((byte)0);
    }

    private void Recognise()
    {
        Fill();
        Use(EncodingGuess.Of(bytes.AsSpan(start, end - start), isWhole: atEnd));
    }

    private bool Decode()
    {
        if (start == end) Fill();
        var isLast = start == end;
        decoder!.Convert(bytes.AsSpan(start, end - start), characters, flush: isLast && atEnd, out var used, out var made, out _);
        start += used;
        (textStart, textEnd) = (0, Encoding.UTF8.GetBytes(characters.AsSpan(0, made), text));
        return !isLast;
    }

    // As full as it gets, so that what is recognised does not depend on how the file arrives.
    private void Fill()
    {
        bytes.AsSpan(start, end - start).CopyTo(bytes);
        (start, end) = (0, end - start);
        while (!atEnd && end < bytes.Length)
        {
            var read = ReadOn();
            atEnd = read == 0;
            end += read;
        }
    }

    private int ReadOn()
    {
        try
        {
            return file.Read(bytes.AsSpan(end));
        }
        catch (InvalidDataException damaged)
        {
            damage = damaged; // what came before it is given first
            return 0;
        }
    }
}
