using CityKit.Core;

namespace CityKit.Benchmarks;

/// <summary>The rival: the same event as plain properties for System.Text.Json; numbers and texts of its details apart, as JSON
/// serializers like them.</summary>
public sealed record JsonEvent(
    long Sequence, int Kind, int Boot, long Nanoseconds, long Span, string Sensor, long Value, int Flags,
    IReadOnlyDictionary<string, long>? Numbers, IReadOnlyDictionary<string, string>? Texts)
{
    public static JsonEvent Of(CityEvent e) => new(
        e.Sequence, (int)e.Kind, e.Time.Boot, e.Time.Nanoseconds, e.SpanNanoseconds, e.Sensor.Value, e.Value, (int)e.Flags,
        e.Fields.Any(f => f.Text is null) ? e.Fields.Where(f => f.Text is null).ToDictionary(f => f.Name, f => f.Number) : null,
        e.Fields.Any(f => f.Text is not null) ? e.Fields.Where(f => f.Text is not null).ToDictionary(f => f.Name, f => f.Text!) : null);
}
