using MessagePack;
using MessagePack.Formatters;

namespace CityKit.Core.Wire;

/// <summary>
/// MessagePack formatters for an application's own messages: NodaTime's types and CityKit's, each in the one shape that docs/wire-format.md
/// states.
/// </summary>
/// <remarks>
/// Combine it with the resolver of your own types. It has one instance for all threads, and is a closed table without reflection: it works
/// trimmed and compiled ahead of time. It knows <c>Instant</c>, <c>Duration</c>, <c>LocalDate</c>, <c>LocalTime</c>, <c>LocalDateTime</c>,
/// <c>Offset</c>, <see cref="DeviceId"/>, <see cref="SensorName"/>, <see cref="BootId"/>, <see cref="OutboxId"/>, <see
/// cref="Chain.RunningHash"/>, <see cref="DeviceTime"/>, <see cref="GeoPoint"/> and <see cref="CityEvent"/>, and the values among them as
/// nullable. It writes no batches (<see cref="BatchCodec"/>). Bytes that are no such value end in the package's own <see
/// cref="MessagePackSerializationException"/>.
/// </remarks>
/// <example><code>
/// var options = MessagePackSerializerOptions.Standard.WithResolver(
///     CompositeResolver.Create(CityKitResolver.Instance, StandardResolver.Instance));
/// byte[] bytes = MessagePackSerializer.Serialize(GeoPoint.FromDegrees(120.415, 36.065), options);
/// var place = MessagePackSerializer.Deserialize&lt;GeoPoint>(bytes, options);
/// </code></example>
public sealed class CityKitResolver : IFormatterResolver
{
    private static readonly Dictionary<Type, IMessagePackFormatter> Table = Build();

    private CityKitResolver()
    {
    }

    /// <summary>The one there is.</summary>
    public static CityKitResolver Instance { get; } = new();

    /// <summary>The types it knows, for a test or a document.</summary>
    public static IReadOnlyCollection<Type> Types => Table.Keys;

    /// <inheritdoc/>
    /// <returns>The formatter; null for a type that is not in the table.</returns>
    public IMessagePackFormatter<T>? GetFormatter<T>() => Of<T>.Formatter;

    private static Dictionary<Type, IMessagePackFormatter> Build()
    {
        var table = new Dictionary<Type, IMessagePackFormatter> { [typeof(CityEvent)] = WireShapes.CityEvent };
        Add(table, WireShapes.Instant);
        Add(table, WireShapes.Duration);
        Add(table, WireShapes.LocalDate);
        Add(table, WireShapes.LocalTime);
        Add(table, WireShapes.LocalDateTime);
        Add(table, WireShapes.Offset);
        Add(table, WireShapes.DeviceId);
        Add(table, WireShapes.SensorName);
        Add(table, WireShapes.BootId);
        Add(table, WireShapes.OutboxId);
        Add(table, WireShapes.RunningHash);
        Add(table, WireShapes.DeviceTime);
        Add(table, WireShapes.GeoPoint);
        return table;
    }

    private static void Add<T>(Dictionary<Type, IMessagePackFormatter> table, IMessagePackFormatter<T> formatter)
        where T : struct
    {
        table.Add(typeof(T), formatter);
        table.Add(typeof(T?), new StaticNullableFormatter<T>(formatter));
    }

    private static class Of<T>
    {
        internal static readonly IMessagePackFormatter<T>? Formatter = (IMessagePackFormatter<T>?)Table.GetValueOrDefault(typeof(T));
    }
}
