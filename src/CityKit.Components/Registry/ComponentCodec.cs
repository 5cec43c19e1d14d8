using CityKit.Components.Registry.Codec;
using CityKit.Core.Wire;

namespace CityKit.Components.Registry;

/// <summary>A history entry as bytes for stores (MessagePack), and back. The same entry always gives the same bytes.</summary>
public static class ComponentCodec
{
    /// <summary>Bytes of an entry at most.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>Bytes of one text at most.</summary>
    public const int MaxTextBytes = 4_000;

    /// <summary>Writes an entry; returns how many bytes it took.</summary>
    /// <exception cref="ArgumentException">The buffer is too small (<see cref="MaxBytes"/> always does), or a text is longer than
    /// <see cref="MaxTextBytes"/>.</exception>
    public static int Write(ComponentEvent entry, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var writer = new WireWriter(buffer);
        EntryWriter.Write(ref writer, entry);
        return writer.Position;
    }

    /// <summary>Reads an entry; null when <paramref name="error"/> says what is wrong with the bytes.</summary>
    public static ComponentEvent? Read(ReadOnlySpan<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes);
        var entry = EntryReader.Read(ref reader);
        error = reader.Error;
        return entry;
    }
}
