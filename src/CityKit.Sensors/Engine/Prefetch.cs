using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Asks the processor for memory that will be needed soon: with a million sensors in random order, waiting for memory is most of an event's
/// time. A hint alone: nothing is read, and where the processor takes none, nothing happens.
/// </summary>
internal static class Prefetch
{
    private const int Line = 64;

    /// <summary>The lines of an object from one of its fields on.</summary>
    internal static unsafe void From(ref readonly long field, int lines)
    {
        if (!Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in field));
        for (var i = 0; i < lines; i++) Sse.Prefetch0(at + i * Line);
    }
}
