using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Wire;

/// <summary>Reader, writer and Skip held to every row of the public suite.</summary>
public class MessagePackSuiteTests
{
    public static TheoryData<string, int> Cases()
    {
        var rows = new TheoryData<string, int>();
        foreach (var (group, index) in MessagePackSuite.Cases) rows.Add(group, index);
        return rows;
    }

    [Fact]
    public void Cases_OfTheSuite_AreAll85() => Assert.Equal(85, MessagePackSuite.Cases.Count());

    [Theory, MemberData(nameof(Cases))]
    public void Read_EveryListedEncoding_GivesTheValue(string group, int index)
    {
        var (kind, value) = MessagePackSuite.ValueOf(group, index);
        foreach (var encoding in MessagePackSuite.EncodingsOf(group, index))
        {
            var reader = new WireReader(encoding);
            AssertReads(ref reader, kind, value, encoding[0]);
            Assert.Null(reader.Error);
            Assert.True(reader.AtEnd);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Skip_EveryListedEncoding_PassesExactlyOverIt(string group, int index)
    {
        foreach (var encoding in MessagePackSuite.EncodingsOf(group, index))
        {
            var reader = new WireReader([.. encoding, 0x2a]);
            reader.Skip();
            Assert.Null(reader.Error);
            Assert.Equal(encoding.Length, reader.Position);
            Assert.Equal(42, reader.ReadInt64());
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Skip_EveryCutOfAnEncoding_IsAnErrorAndNoThrow(string group, int index)
    {
        foreach (var encoding in MessagePackSuite.EncodingsOf(group, index))
            for (var length = 0; length < encoding.Length; length++)
            {
                var reader = new WireReader(encoding.AsSpan(0, length));
                reader.Skip();
                Assert.NotNull(reader.Error);
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Write_TheValue_GivesTheShortestListedForm(string group, int index)
    {
        var (kind, value) = MessagePackSuite.ValueOf(group, index);
        var listed = MessagePackSuite.EncodingsOf(group, index);
        if (kind is "number" or "bignum") { AssertWritesNumber(value, listed); return; }
        var writer = new WireWriter(new byte[256]);
        Write(ref writer, kind, value);
        AssertIsShortest(writer.Written.ToArray(), listed);
    }

    private static void AssertReads(ref WireReader reader, string kind, JsonElement value, byte code)
    {
        switch (kind)
        {
            case "nil": Assert.True(reader.TryReadNil()); break;
            case "bool": Assert.Equal(value.GetBoolean(), reader.ReadBoolean()); break;
            case "binary": Assert.Equal(MessagePackSuite.FromHex(value.GetString()!), reader.ReadBinary().ToArray()); break;
            case "number" or "bignum": AssertReadsNumber(ref reader, Text(value), code); break;
            case "timestamp": AssertReadsTimestamp(ref reader, value); break;
            case "ext": AssertReadsExtension(ref reader, value); break;
            default: AssertReadsJson(ref reader, value); break;
        }
    }

    private static void AssertReadsNumber(ref WireReader reader, string number, byte code)
    {
        var again = reader;
        Assert.Equal(double.Parse(number, CultureInfo.InvariantCulture), again.ReadDouble());
        if (code is 0xca or 0xcb) { reader = again; return; }
        var unsigned = reader;
        if (ulong.TryParse(number, out var large)) Assert.Equal(large, unsigned.ReadUInt64());
        if (long.TryParse(number, out var signed)) Assert.Equal(signed, reader.ReadInt64());
        else reader = unsigned;
    }

    private static void AssertReadsTimestamp(ref WireReader reader, JsonElement value)
    {
        var data = reader.ReadExtension(out var type);
        Assert.Equal(-1, type);
        var (seconds, nanoseconds) = data.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(data), 0L),
            8 => ((long)(BinaryPrimitives.ReadUInt64BigEndian(data) & 0x3_ffff_ffff),
                (long)(BinaryPrimitives.ReadUInt64BigEndian(data) >> 34)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
        };
        Assert.Equal((value[0].GetInt64(), value[1].GetInt64()), (seconds, nanoseconds));
    }

    private static void AssertReadsExtension(ref WireReader reader, JsonElement value)
    {
        var data = reader.ReadExtension(out var type).ToArray();
        Assert.Equal(value[0].GetInt32(), type);
        Assert.Equal(MessagePackSuite.FromHex(value[1].GetString()!), data);
    }

    private static void AssertReadsJson(ref WireReader reader, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: Assert.Equal(value.GetString(), reader.ReadString()); break;
            case JsonValueKind.Number: Assert.Equal(value.GetInt64(), reader.ReadInt64()); break;
            case JsonValueKind.Array:
                Assert.Equal(value.GetArrayLength(), reader.ReadArrayHeader());
                foreach (var item in value.EnumerateArray()) AssertReadsJson(ref reader, item);
                break;
            default:
                Assert.Equal(value.EnumerateObject().Count(), reader.ReadMapHeader());
                foreach (var member in value.EnumerateObject())
                {
                    Assert.Equal(member.Name, reader.ReadString());
                    AssertReadsJson(ref reader, member.Value);
                }
                break;
        }
    }

    private static void AssertWritesNumber(JsonElement value, IReadOnlyList<byte[]> listed)
    {
        var number = Text(value);
        var integers = listed.Where(e => e[0] is not (0xca or 0xcb)).ToList();
        var real = double.Parse(number, CultureInfo.InvariantCulture);
        if (long.TryParse(number, out var signed)) AssertIsShortest(Written((ref WireWriter w) => w.WriteInt64(signed)), integers);
        if (ulong.TryParse(number, out var unsigned)) AssertIsShortest(Written((ref WireWriter w) => w.WriteUInt64(unsigned)), integers);
        foreach (var single in listed.Where(e => e[0] == 0xca))
            Assert.Equal(single, Written((ref WireWriter w) => w.WriteSingle((float)real)));
        foreach (var twice in listed.Where(e => e[0] == 0xcb)) Assert.Equal(twice, Written((ref WireWriter w) => w.WriteDouble(real)));
    }

    private static void Write(ref WireWriter writer, string kind, JsonElement value)
    {
        switch (kind)
        {
            case "nil": writer.WriteNil(); break;
            case "bool": writer.WriteBoolean(value.GetBoolean()); break;
            case "binary": writer.WriteBinary(MessagePackSuite.FromHex(value.GetString()!)); break;
            case "timestamp": writer.WriteExtension(-1, TimestampBytes(value[0].GetInt64(), value[1].GetUInt32())); break;
            case "ext": writer.WriteExtension(value[0].GetSByte(), MessagePackSuite.FromHex(value[1].GetString()!)); break;
            default: WriteJson(ref writer, value); break;
        }
    }

    private static void WriteJson(ref WireWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: writer.WriteString(value.GetString()); break;
            case JsonValueKind.Number: writer.WriteInt64(value.GetInt64()); break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray()) WriteJson(ref writer, item);
                break;
            default:
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (var member in value.EnumerateObject())
                {
                    writer.WriteString(member.Name);
                    WriteJson(ref writer, member.Value);
                }
                break;
        }
    }

    /// <summary>The three forms of the timestamp extension (MessagePack specification, "Timestamp extension type").</summary>
    private static byte[] TimestampBytes(long seconds, uint nanoseconds)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, nanoseconds);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), seconds);
        if (seconds >> 34 != 0) return bytes;
        if (nanoseconds == 0 && seconds <= uint.MaxValue) return bytes[8..];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)nanoseconds << 34) | (ulong)seconds);
        return bytes[..8];
    }

    private static void AssertIsShortest(byte[] written, IReadOnlyList<byte[]> listed)
    {
        if (listed.Count == 0) return; // a fraction has no integer form
        Assert.Contains(listed, e => e.AsSpan().SequenceEqual(written));
        Assert.Equal(listed.Min(e => e.Length), written.Length);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private delegate void WriteAction(ref WireWriter writer);

    private static byte[] Written(WriteAction write)
    {
        var writer = new WireWriter(new byte[16]);
        write(ref writer);
        return writer.Written.ToArray();
    }
}
