using System.IO.Compression;
using System.Text;
using CityKit.Import.Files;

namespace CityKit.Components.Tests.Surveys;

/// <summary>A packed file is whole or an error, wherever it ends (issue 8, number 14).</summary>
public class GzipFileTests
{
    private static readonly byte[] Text =
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{i * 7919 % 1000},路灯,{i}\n")));

    [Theory]
    [InlineData(CompressionLevel.SmallestSize)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.NoCompression)] // stored blocks: the bytes behind the end look like text
    public void Unpack_WholeFile_IsTheText(CompressionLevel level) => Assert.Equal(Text, Unpacked(Packed(Text, level), out _));

    [Fact]
    public void Unpack_SeveralMembers_AreOneText() =>
        Assert.Equal([.. Text, .. "end"u8], Unpacked([.. Packed(Text), .. Packed([]), .. Packed("end"u8.ToArray())], out _));

    [Fact]
    public void Unpack_NothingInside_IsEmpty() => Assert.Empty(Unpacked(Packed([]), out _));

    [Theory]
    [InlineData(CompressionLevel.SmallestSize)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Unpack_CutAnywhere_ThrowsAndGivesNoByteThatWasNotThere(CompressionLevel level)
    {
        var packed = Packed(Text, level);
        for (var length = 0; length < packed.Length; length += length < 64 || length > packed.Length - 64 ? 1 : 97)
        {
            var given = Unpacked(packed[..length], out var damage);
            Assert.True(damage is InvalidDataException && Text.AsSpan().StartsWith(given), $"{level}, cut at {length}");
        }
    }

    [Fact]
    public void Unpack_SecondMemberCut_Throws()
    {
        byte[] packed = [.. Packed(Text), .. Packed("end"u8.ToArray())[..^3]];
        Assert.True(Unpacked(packed, out var damage).AsSpan().StartsWith(Text));
        Assert.IsType<InvalidDataException>(damage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GLBJBSM,LON,LAT\n")]
    public void Unpack_NotGzip_SaysSo(string text)
    {
        Assert.Empty(Unpacked(Encoding.UTF8.GetBytes(text), out var damage));
        Assert.Contains("no gzip file", Assert.IsType<InvalidDataException>(damage).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_AByteChanged_Throws()
    {
        const int Seed = 5;
        var (random, packed) = (new Random(Seed), Packed(Text));
        for (var i = 0; i < 200; i++)
        {
            var changed = packed.ToArray();
            changed[random.Next(10, changed.Length)] ^= (byte)(1 << random.Next(8)); // behind the header, whose flags are free
            Unpacked(changed, out var damage);
            Assert.True(damage is InvalidDataException, $"seed {Seed}, change {i}");
        }
    }

    private static byte[] Unpacked(byte[] packed, out Exception? damage)
    {
        using var text = new MemoryStream();
        using var stream = GzipFile.Unpack(new MemoryStream(packed));
        damage = Record.Exception(() => stream.CopyTo(text, 1_000));
        return text.ToArray();
    }

    private static byte[] Packed(byte[] text, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, level)) gzip.Write(text);
        return bytes.ToArray();
    }
}
