using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Benchmarks;

/// <summary>One event to bytes and back: the wire format beside System.Text.Json, source-generated, on the same event.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] buffer = new byte[EventCodec.MaxBytes];
    private readonly ArrayBufferWriter<byte> jsonBuffer = new(EventCodec.MaxBytes);
    private CityEvent cityEvent = null!;
    private JsonEvent jsonEvent = null!;
    private Utf8JsonWriter jsonWriter = null!;
    private byte[] wire = [];
    private byte[] json = [];

    /// <summary>A minute's meter reading without details, and a falling object with its six.</summary>
    [Params("reading", "fall")]
    public string Event { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        cityEvent = Event == "reading" ? Reading() : Fall();
        jsonEvent = JsonEvent.Of(cityEvent);
        jsonWriter = new Utf8JsonWriter(jsonBuffer);
        wire = buffer[..EventCodec.Encode(cityEvent, buffer)];
        json = JsonSerializer.SerializeToUtf8Bytes(jsonEvent, JsonEventContext.Default.JsonEvent);
        Console.WriteLine($"// {Event}: {wire.Length} bytes as MessagePack, {json.Length} bytes as JSON");
    }

    [Benchmark]
    public int Encode() => EventCodec.Encode(cityEvent, buffer);

    [Benchmark]
    public long EncodeJson()
    {
        jsonBuffer.ResetWrittenCount();
        jsonWriter.Reset();
        JsonSerializer.Serialize(jsonWriter, jsonEvent, JsonEventContext.Default.JsonEvent);
        return jsonWriter.BytesCommitted;
    }

    [Benchmark]
    public CityEvent? Decode() => EventCodec.Decode(wire, out _);

    [Benchmark]
    public JsonEvent? DecodeJson() => JsonSerializer.Deserialize(json, JsonEventContext.Default.JsonEvent);

    private static CityEvent Reading() => new(EventKind.Reading, SensorName.Parse("water-3-502"), new DeviceTime(3, 86_460_000_000_000), 17)
    {
        Sequence = 1_234_567,
        SpanNanoseconds = 60_000_000_000,
    };

    private static CityEvent Fall() =>
        new(EventKind.Detection, SensorName.Parse("barrier-east"), new DeviceTime(3, 86_400_123_456_789), 21_437)
    {
        Sequence = 1_234_568,
        Fields = EventFields.Of(
            new EventField("minDropMm", 23_400), new EventField("upper", "undetermined"), new EventField("spanUs", 3265),
            new EventField("darkUpperUs", 4100), new EventField("darkLowerUs", 3900),
            new EventField("clip", "2026-11-21T08-00-00-cam2.mp4")),
    };
}
