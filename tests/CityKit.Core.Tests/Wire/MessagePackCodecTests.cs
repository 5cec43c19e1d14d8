using System.Text;
using CityKit.Core.Wire;
using FsCheck.Xunit;

namespace CityKit.Core.Tests.Wire;

/// <summary>What the public suite does not hold: long values, wrong bytes, limits.</summary>
public class MessagePackCodecTests
{
    [Property]
    public bool Int64_AnyValue_RoundTrips(long value)
    {
        var writer = new WireWriter(new byte[9]);
        writer.WriteInt64(value);
        return new WireReader(writer.Written).ReadInt64() == value;
    }

    [Property]
    public bool UInt64_AnyValue_RoundTrips(ulong value)
    {
        var writer = new WireWriter(new byte[9]);
        writer.WriteUInt64(value);
        return new WireReader(writer.Written).ReadUInt64() == value;
    }

    [Property]
    public bool Double_AnyValue_RoundTripsBitForBit(double value)
    {
        var writer = new WireWriter(new byte[9]);
        writer.WriteDouble(value);
        return BitConverter.DoubleToInt64Bits(new WireReader(writer.Written).ReadDouble()) == BitConverter.DoubleToInt64Bits(value);
    }

    [Theory]
    [InlineData(31, 1), InlineData(32, 2), InlineData(255, 2), InlineData(256, 3), InlineData(65_535, 3), InlineData(65_536, 5)]
    public void String_AtEachBoundary_TakesTheShortestHead(int length, int head)
    {
        var text = new string('x', length);
        var writer = new WireWriter(new byte[length + 5]);
        writer.WriteString(text);
        Assert.Equal(length + head, writer.Position);
        Assert.Equal(text, new WireReader(writer.Written).ReadString(length));
    }

    [Theory]
    [InlineData(0, 2), InlineData(255, 2), InlineData(256, 3), InlineData(65_535, 3), InlineData(65_536, 5)]
    public void Binary_AtEachBoundary_TakesTheShortestHead(int length, int head)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var writer = new WireWriter(new byte[length + 5]);
        writer.WriteBinary(bytes);
        Assert.Equal(length + head, writer.Position);
        Assert.Equal(bytes, new WireReader(writer.Written).ReadBinary().ToArray());
    }

    [Theory]
    [InlineData(15, 1), InlineData(16, 3), InlineData(65_535, 3), InlineData(65_536, 5)]
    public void ArrayAndMap_AtEachBoundary_TakeTheShortestHead(int count, int head)
    {
        var array = new byte[count + 5];
        var writer = new WireWriter(array);
        writer.WriteArrayHeader(count);
        Assert.Equal(head, writer.Position);
        Assert.Equal(count, new WireReader(array).ReadArrayHeader());

        var map = new byte[2 * count + 5];
        writer = new WireWriter(map);
        writer.WriteMapHeader(count);
        Assert.Equal(head, writer.Position);
        Assert.Equal(count, new WireReader(map).ReadMapHeader());
    }

    [Theory]
    [InlineData("dc0003c0c0", "an array of 3")]
    [InlineData("ddffffffff", "an array of 4294967295")]
    [InlineData("dd7fffffffc0", "an array of 2147483647")]
    [InlineData("df80000000c0", "a map of 2147483648")]
    [InlineData("81c0", "a map of 1")]
    [InlineData("c6ffffffff00", "1 bytes left")]
    [InlineData("db7fffffff00", "1 bytes left")]
    [InlineData("c9ffffffff05", "0 bytes left")]
    public void Skip_CountOrLengthBeyondTheBytes_IsRejectedUnread(string hex, string found)
    {
        var reader = new WireReader(Convert.FromHexString(hex));
        reader.Skip();
        Assert.Equal(found, reader.Error?.Found.En);
        Assert.Equal(0, reader.Error?.Offset);
    }

    [Theory]
    [InlineData(8, true), InlineData(9, false), InlineData(100_000, false)]
    public void Skip_NestedArrays_StopsAtTheDepthLimit(int depth, bool allowed)
    {
        var bytes = Enumerable.Repeat((byte)0x91, depth).Append((byte)0xc0).ToArray();
        var reader = new WireReader(bytes, maxDepth: 8);
        reader.Skip();
        Assert.Equal(allowed, reader.Error is null);
    }

    [Fact]
    public void Skip_Byte0xC1_IsRejected()
    {
        var reader = new WireReader([0xc1]);
        reader.Skip();
        Assert.Equal("byte 0xc1", reader.Error?.Found.En);
    }

    [Theory]
    [InlineData("a1ff"), InlineData("a2c328"), InlineData("a3eda080"), InlineData("a4f4908080")]
    public void ReadString_BytesThatAreNotUtf8_AreRejected(string hex)
    {
        var reader = new WireReader(Convert.FromHexString(hex));
        Assert.Equal("", reader.ReadString());
        Assert.Equal("bytes that are not UTF-8", reader.Error?.Found.En);
    }

    [Fact]
    public void ReadString_LongerThanAllowed_IsRejectedWithTheLimit()
    {
        var reader = new WireReader([0xa3, .. "abc"u8]);
        reader.ReadString(2);
        Assert.Equal((0, "a text of 3 bytes", "at most 2"), reader.Error.English());
    }

    [Fact]
    public void ReadInt64_AboveItsRange_IsRejected()
    {
        var reader = new WireReader(Convert.FromHexString("cf8000000000000000"));
        Assert.Equal(0, reader.ReadInt64());
        Assert.Equal((0, "9223372036854775808", "at most 9223372036854775807"), reader.Error.English());
    }

    [Fact]
    public void ReadUInt64_OfANegative_IsRejected()
    {
        var reader = new WireReader([0xff]);
        Assert.Equal(0UL, reader.ReadUInt64());
        Assert.Equal((0, "-1", "0 or more"), reader.Error.English());
    }

    [Fact]
    public void Error_WhenSomethingElseIsWrongLater_StaysTheFirst()
    {
        var reader = new WireReader([0xc0, 0xc1]);
        reader.ReadInt64();
        reader.Skip();
        reader.Reject(1, new("之后", "later"), new("空", "nothing"));
        Assert.Equal((0, "byte 0xc0", "an integer"), reader.Error.English());
        Assert.Equal("Byte 0: found byte 0xc0, expected an integer.", reader.Error!.ToString());
        Assert.Equal("第 0 字节：遇到字节 0xc0，应为整数。", reader.Error.Message.Zh);
    }

    [Fact]
    public void Read_AfterAnError_GivesDefaultsAndMovesNoFurther()
    {
        var reader = new WireReader([0xc1, 0x05, 0xc3]);
        reader.Skip();
        var at = reader.Position;
        Assert.Equal(0, reader.ReadInt64());
        Assert.Equal(0UL, reader.ReadUInt64());
        Assert.Equal(0d, reader.ReadDouble());
        Assert.False(reader.ReadBoolean());
        Assert.False(reader.TryReadNil());
        Assert.False(reader.NextIsString);
        Assert.Equal("", reader.ReadString());
        Assert.Equal(0, reader.ReadArrayHeader() + reader.ReadMapHeader() + reader.ReadBinary().Length
            + reader.ReadExtension(out _).Length);
        Assert.Equal(at, reader.Position);
    }

    [Fact]
    public void Write_IntoAFullBuffer_SaysHowMuchIsMissing()
    {
        var error = Assert.Throws<ArgumentException>(() => new WireWriter(new byte[2]).WriteInt64(70_000));
        Assert.Contains("buffer of 2 bytes is full at 0; 5 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteString_WithALoneSurrogate_WritesTheReplacementCharacter()
    {
        var writer = new WireWriter(new byte[8]);
        writer.WriteString("\ud800");
        Assert.Equal([0xa3, .. Encoding.UTF8.GetBytes("\ufffd")], writer.Written.ToArray());
    }
}
