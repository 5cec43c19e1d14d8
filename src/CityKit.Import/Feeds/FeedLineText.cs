namespace CityKit.Import.Feeds;

/// <summary>The good lines as the text a CSV parser reads, one line a read; what was rejected on the way is kept in order.</summary>
internal sealed class FeedLineText(FeedLineReader lines) : TextReader
{
    private string pending = "";
    private int at;
    private bool ended;

    /// <summary>The lines passed on and not yet parsed.</summary>
    internal Queue<long> Rows { get; } = new();

    /// <summary>The lines rejected and not yet told.</summary>
    internal Queue<FeedReject> Rejects { get; } = new();

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (at == pending.Length && !Fill()) return 0;
        var count = Math.Min(buffer.Length, pending.Length - at);
        pending.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read() => at < pending.Length || Fill() ? pending[at++] : -1;

    public override int Peek() => at < pending.Length || Fill() ? pending[at] : -1;

    private bool Fill()
    {
        while (!ended && lines.Next() is { } line)
        {
            ended = line.IsLast;
            if (line.Reject is { } reject) Rejects.Enqueue(reject);
            else return Pass(line);
        }
        ended = true;
        return false;
    }

    private bool Pass(FeedLine line)
    {
        Rows.Enqueue(line.Row);
        (pending, at) = (line.Text + '\n', 0);
        return true;
    }
}
