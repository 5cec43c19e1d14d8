using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>Where the outbox is and how large it may grow.</summary>
public sealed class OutboxOptions
{
    /// <summary>The smallest cap, in bytes: the head of both lanes must fit beside something to drop; 4 MiB.</summary>
    public const long MinCapBytes = 4 << 20;

    /// <summary>The cap unless another is chosen, in bytes; 64 MiB.</summary>
    public const long DefaultCapBytes = 64 << 20;

    /// <summary>The tail unless another is chosen, in events of each lane; 2,000.</summary>
    public const int DefaultTailEvents = 2_000;

    /// <summary>The longest tail, in events of each lane; 100,000.</summary>
    public const int MaxTailEvents = 100_000;

    /// <summary>The SQLite file.</summary>
    public required string Path { get; init; }

    /// <summary>The device whose events it keeps.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The most bytes of events kept, 32 bytes of housekeeping counted for each; at least <see cref="MinCapBytes"/>.</summary>
    public long CapBytes { get; init; } = DefaultCapBytes;

    /// <summary>
    /// How many events of each lane are kept after the hub answered for them, for a hub that is restored from an older copy: 0 to
    /// <see cref="MaxTailEvents"/>, and never more than a sixteenth of the cap. They go first when room is needed.
    /// </summary>
    public int TailEvents { get; init; } = DefaultTailEvents;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        if (Device == default) throw new ArgumentException("The outbox needs a device id. 发件箱须有设备标识。");
        if (CapBytes < MinCapBytes)
            throw new ArgumentException($"The outbox's cap is at least {MinCapBytes} bytes, not {CapBytes}. 发件箱上限至少为 {MinCapBytes} 字节。");
        if (TailEvents is < 0 or > MaxTailEvents)
            throw new ArgumentException(
                $"The outbox's tail is 0 to {MaxTailEvents} events, not {TailEvents}. 发件箱留存事件数须为 0 至 {MaxTailEvents}。");
    }
}
