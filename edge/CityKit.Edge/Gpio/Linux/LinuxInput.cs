using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>One requested line: its descriptor, and the edges read from it that wait for their turn.</summary>
internal sealed class LinuxInput(int index, LinuxLine line, LinuxLineSourceOptions options)
{
    private const int ReadAtOnce = 64;
    private volatile SafeFileHandle? handle;
    private uint sequence;
    private uint sequenceBase;
    private long newest = long.MinValue;
    private bool level;

    internal Queue<LineEvent> Queue { get; } = new();

    internal bool IsPresent => handle is not null;

    /// <summary>Why it was last away.</summary>
    internal string Reason { get; private set; } = LineErrors.ChipAway;

    /// <summary>Why it is away, for people.</summary>
    internal string Trouble { get; private set; } = "";

    /// <summary>What polls it; for as long as the caller is the one that closes it.</summary>
    internal int Descriptor => handle is { } open ? (int)open.DangerousGetHandle() : -1;

    /// <summary>Requests it; numbers go on where the last request stopped.</summary>
    /// <exception cref="LineUnavailableException">It cannot be had.</exception>
    internal void Open()
    {
        try
        {
            using var chip = GpioChip.Open(line.Name, line.Chip);
            handle = chip.Request(line.Name, line.Offset, line.LineName, options.Consumer, line.ToConfig(), line.BufferSize);
            sequenceBase = sequence;
        }
        catch (LineUnavailableException unavailable)
        {
            (Reason, Trouble) = (unavailable.Reason, unavailable.Message);
            throw;
        }
    }

    internal bool TryOpen()
    {
        try
        {
            Open();
            return true;
        }
        catch (LineUnavailableException)
        {
            return false;
        }
    }

    internal void Close()
    {
        handle?.Dispose();
        handle = null;
    }

    /// <summary>The level now; the last one known while the line is away.</summary>
    internal bool ReadLevel()
    {
        var values = new GpioLineValues { Mask = 1 };
        if (handle is { } open && TryRead(open, ref values)) level = (values.Bits & 1) != 0;
        return level;
    }

    /// <summary>Reads what the kernel queued; false when the chip is gone.</summary>
    /// <param name="told">The moment up to which everything was delivered already.</param>
    /// <param name="late">Counts edges that came later than they may.</param>
    internal bool Drain(long told, ref long late)
    {
        Span<GpioLineEvent> read = stackalloc GpioLineEvent[ReadAtOnce];
        var count = Libc.Read(handle!, read);
        for (var i = 0; i < count; i++) Take(read[i], told, ref late);
        return count >= 0;
    }

    /// <summary>The chip went away.</summary>
    internal void Lose()
    {
        (Reason, Trouble) = (LineErrors.ChipAway, LineErrors.NoChip(line.Name, line.Chip, [line.Chip + " until a moment ago"]).Message);
        Close();
    }

    private void Take(in GpioLineEvent read, long told, ref long late)
    {
        var at = (long)read.Nanoseconds;
        if (at <= told) late++;
        newest = Math.Max(Math.Max(at, newest), told + 1);
        sequence = unchecked(sequenceBase + read.LineSequence);
        level = read.Id == (uint)LineEdge.Rising;
        Queue.Enqueue(new LineEvent(index, (LineEdge)read.Id, newest, sequence, read.Sequence));
    }

    private static bool TryRead(SafeFileHandle open, ref GpioLineValues values)
    {
        try
        {
            return Libc.Control(open, GpioUapi.GetValues, ref values) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false; // the reader found the chip gone meanwhile
        }
    }
}
