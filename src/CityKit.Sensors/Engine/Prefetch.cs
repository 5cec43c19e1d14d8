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

    /// <summary>The memory around a field: of an object of up to 128 bytes, all of it.</summary>
    internal static unsafe void Around(ref readonly long field)
    {
        if (!Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in field));
        Sse.Prefetch0(at - Line);
        Sse.Prefetch0(at);
        Sse.Prefetch0(at + Line);
    }
}
