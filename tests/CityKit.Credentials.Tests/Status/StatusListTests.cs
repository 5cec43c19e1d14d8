using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Status;

namespace CityKit.Credentials.Tests.Status;

public class StatusListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Set_OfManyEntries_IsWhatAPlainArraySays(int bits)
    {
        var random = new Random(bits);
        var plain = new int[4096];
        var builder = new StatusListBuilder(bits, plain.Length);
        for (var i = 0; i < 20_000; i++)
        {
            var index = random.Next(plain.Length);
            builder[index] = plain[index] = random.Next(1 << bits);
        }
        var list = builder.Build();
        Assert.Equal(plain, Enumerable.Range(0, list.Count).Select(i => list[i]));
        Assert.Equal(plain, Enumerable.Range(0, builder.Count).Select(i => builder[i]));
    }

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(2, 5, 8)]
    [InlineData(4, 3, 4)]
    [InlineData(8, 3, 3)]
    [InlineData(1, 1_000_000, 1_000_000)]
    [InlineData(1, 33_554_432, 33_554_432)]
    [InlineData(8, 4_194_304, 4_194_304)]
    public void Count_OfANewList_IsFilledUpToWholeBytes(int bits, int asked, int count)
    {
        var list = new StatusListBuilder(bits, asked).Build();
        Assert.Equal(count, list.Count);
        Assert.Equal(0, list[count - 1]);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 8)]
    [InlineData(16, 8)]
    [InlineData(1, 0)]
    [InlineData(1, 33_554_433)]
    [InlineData(2, 16_777_217)]
    [InlineData(8, 4_194_305)]
    public void New_OutOfItsRange_IsRefused(int bits, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusListBuilder(bits, count));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(8, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    public void Set_OutOfItsRange_IsRefusedAndChangesNothing(int index, int status)
    {
        var builder = new StatusListBuilder(2, 8);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder[index] = status);
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(0, builder[i]));
    }

    [Fact]
    public void Get_OutOfItsRange_NamesTheRange()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new StatusListBuilder(2, 8).Build()[8]);
        Assert.Contains("0 to 7", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusListBuilder(2, 8).Build()[-1]);
    }

    [Fact]
    public void Build_ThenSet_LeavesTheBuiltListAlone()
    {
        var builder = new StatusListBuilder(1, 8) { [3] = 1 };
        var list = builder.Build();
        builder[4] = 1;
        Assert.Equal((1, 0), (list[3], list[4]));
        Assert.Equal(1, new StatusListBuilder(list) { [5] = 1 }.Build()[3]);
    }

    [Fact]
    public void FromBytes_ThenChanged_KeepsItsOwnBytes()
    {
        byte[] bytes = [0b1];
        var list = StatusList.FromBytes(1, bytes);
        bytes[0] = 0;
        Assert.Equal(1, list[0]);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1, 0)]
    [InlineData(8, StatusList.MaxBytes + 1)]
    public void FromBytes_OutOfItsRange_IsRefused(int bits, int length) =>
        Assert.ThrowsAny<ArgumentException>(() => StatusList.FromBytes(bits, new byte[length]));

    [Fact]
    public void Read_OfRandomStatusesThatDoNotCompress_IsTheSame()
    {
        var bytes = new byte[StatusList.MaxBytes];
        new Random(1).NextBytes(bytes);
        var list = Read($$"""{"bits":8,"lst":"{{StatusList.FromBytes(8, bytes).ToText()}}"}""", out var error);
        Assert.Null(error);
        Assert.True(list!.Bytes.Span.SequenceEqual(bytes));
    }

    [Theory]
    [InlineData("""[]""", "an object with bits and lst")]
    [InlineData("""{"lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":3,"lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":16,"lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":0,"lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":"1","lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":1e0,"lst":"eNrbuRgAAhcBXQ"}""", "bits 1, 2, 4 or 8")]
    [InlineData("""{"bits":1}""", "lst, a text in base64url")]
    [InlineData("""{"bits":1,"lst":7}""", "lst, a text in base64url")]
    [InlineData("""{"bits":1,"lst":"eNrbuRgAAhcBXQ=="}""", "base64url without padding")]
    [InlineData("""{"bits":1,"lst":"eNrb uRgAAhcBXQ"}""", "base64url without padding")]
    [InlineData("""{"bits":1,"lst":"eNrbuRgAAhcBXR"}""", "base64url without padding")]
    [InlineData("""{"bits":1,"lst":"状态"}""", "base64url without padding")]
    [InlineData("""{"bits":1,"lst":""}""", "a zlib stream of 1 to")]
    [InlineData("""{"bits":1,"lst":"AAAA"}""", "a zlib stream of 1 to")]
    [InlineData("""{"bits":1,"lst":"eCAAAAABAwAAAAAB"}""", "a zlib stream of 1 to")] // asks for a dictionary
    public void Read_OfAnythingElse_SaysWhatIsAllowed(string json, string allowed)
    {
        Assert.Null(Read(json, out var error));
        Assert.Contains(allowed, error!.Allowed.En, StringComparison.Ordinal);
    }

    [Fact] // the platform's stream takes every one of these in silence
    public void Read_OfAStreamThatIsNotWhole_IsRefused()
    {
        var zlib = Zlib(Enumerable.Range(0, 1000).Select(i => (byte)(i * i >> 3)).ToArray());
        byte[][] broken = [zlib[..^1], zlib[..^4], zlib[..(zlib.Length / 2)], [.. zlib, 0], [.. zlib, .. zlib], [.. zlib[..^1],
            (byte)(zlib[^1] ^ 1)]];
        foreach (var one in broken)
        {
            Assert.Null(Read($$"""{"bits":8,"lst":"{{Base64Url.EncodeToString(one)}}"}""", out var error));
            Assert.Equal("lst", error!.Path);
        }
        Assert.NotNull(Read($$"""{"bits":8,"lst":"{{Base64Url.EncodeToString(zlib)}}"}""", out _));
        Assert.Null(Read($$"""{"bits":8,"lst":"{{Base64Url.EncodeToString(Zlib([]))}}"}""", out _));
    }

    [Fact]
    public void Read_OfABombOf256MiB_NeverMakesRoomForMoreThanTheLimit()
    {
        var json = JsonText.Parse(Encoding.UTF8.GetBytes($$"""{"bits":8,"lst":"{{Base64Url.EncodeToString(Bomb())}}"}"""), out _)!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(StatusList.Read(json, out var error));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * StatusList.MaxBytes);
        Assert.Contains("more than 4194304 bytes", error!.Found.En, StringComparison.Ordinal);
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var i = 0; i < 256; i++) zlib.Write(new byte[1 << 20]);
        return packed.ToArray();
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }

    private static StatusList? Read(string json, out ConfigError? error) =>
        StatusList.Read(JsonText.Parse(Encoding.UTF8.GetBytes(json), new JsonLimits { Bytes = StatusListToken.MaxCharacters }, out _)!,
            out error);
}
