using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>Where the outbox lies and how large it may grow.</summary>
public sealed class OutboxOptions
{
    /// <summary>The smallest cap, in bytes: the head of both lanes must fit beside something to drop; 4 MiB.</summary>
    public const long MinCapBytes = 4 << 20;

    /// <summary>The cap unless another is chosen, in bytes; 64 MiB.</summary>
    public const long DefaultCapBytes = 64 << 20;

    /// <summary>The SQLite file.</summary>
    public required string Path { get; init; }

    /// <summary>The device whose events it keeps.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The most bytes of events kept, 32 bytes of housekeeping counted for each; at least <see cref="MinCapBytes"/>.</summary>
    public long CapBytes { get; init; } = DefaultCapBytes;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        if (Device == default) throw new ArgumentException("The outbox needs a device id. 发件箱须有设备标识。");
        if (CapBytes < MinCapBytes) throw new ArgumentException($"The outbox's cap is at least {MinCapBytes} bytes, not {CapBytes}. 发件箱上限至少为 {MinCapBytes} 字节。");
    }
}
