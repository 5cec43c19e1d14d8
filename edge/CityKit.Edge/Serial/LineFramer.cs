using System.Text;

namespace CityKit.Edge.Serial;

/// <summary>
/// Cuts bytes into lines of text (分行), whatever pieces they come in. A line ends with CR, LF or both; one that is too long or no UTF-8 text
/// is refused as a whole. Pure.
/// </summary>
internal sealed class LineFramer
{
    /// <summary>The longest line that may be asked for, in bytes.</summary>
    public const int MostBytes = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] line;
    private int length;
    private bool tooLong;

    /// <summary>A framer that has seen nothing yet.</summary>
    /// <param name="maxBytes">The longest line; 1 to 4,096.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public LineFramer(int maxBytes = 256)
    {
        if (maxBytes is < 1 or > MostBytes)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes,
                $"A line is 1 to {MostBytes} bytes. 一行须为 1 至 {MostBytes} 字节。");
        line = new byte[maxBytes];
    }

    /// <summary>Takes bytes; the lines that they end are added. Empty lines are none.</summary>
    public void Take(ReadOnlySpan<byte> bytes, ICollection<SerialText> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var one in bytes)
        {
            if (one is (byte)'\r' or (byte)'\n') End(lines);
            else if (length < line.Length) line[length++] = one;
            else tooLong = true;
        }
    }

    /// <summary>Forgets a line that has started: the other end went away.</summary>
    public void Reset() => (length, tooLong) = (0, false);

    private void End(ICollection<SerialText> lines)
    {
        if (tooLong) lines.Add(new SerialText("", "too-long"));
        else if (length > 0) lines.Add(Decode(line.AsSpan(0, length)));
        Reset();
    }

    private static SerialText Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Any(char.IsControl) ? new SerialText("", "not-text") : new SerialText(text, null);
        }
        catch (DecoderFallbackException)
        {
            return new SerialText("", "not-text");
        }
    }
}
