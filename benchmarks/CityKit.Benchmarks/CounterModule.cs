using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Benchmarks;

/// <summary>Counts by key, for measuring.</summary>
internal sealed class CounterModule : ICityModule
{
    private static readonly StateKind<Counted> Counts =
        new("counter_count", Write, bytes => new Counted(BinaryPrimitives.ReadInt64LittleEndian(bytes.Span)));

    public string Name => "counter";

    public void Declare(ModuleDeclaration declaration) => declaration
        .State<Count, Counted>(Counts, count => count.Key, (before, _, _) => new Counted((before?.Value ?? 0) + 1))
        .Command("counter/count", CounterJson.Shared.Count, Access.For(DataClass.Public), (_, _, _, _) => null);

    internal static string KeyOf(int n) => string.Create(CultureInfo.InvariantCulture, $"key-{n}");

    internal static StateCell CellOf(int n) => new(new CellKey(Counts.Name, KeyOf(n)), 0, Write(new Counted(1)));

    private static ReadOnlyMemory<byte> Write(Counted count)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count.Value);
        return bytes;
    }
}

internal sealed record Count(string CommandId, string Key) : HubCommand(CommandId);

internal sealed record Counted(long Value);

[JsonSerializable(typeof(Count))]
internal sealed partial class CounterJson : JsonSerializerContext
{
    internal static CounterJson Shared { get; } = new(ModuleJson.NewOptions());
}
