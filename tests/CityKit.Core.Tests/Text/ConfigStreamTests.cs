using System.Globalization;
using System.Text;
using CityKit.Core.Text;

namespace CityKit.Core.Tests.Text;

/// <summary>A text read from a stream, entry by entry, beside the same text read whole.</summary>
public sealed class ConfigStreamTests
{
    private static readonly string Text = "{\n  \"version\": 1,\r\n  \"名\": \"地\",\n\t\"items\": [\n"
        + string.Join(",\n", Enumerable.Range(0, 12)
            .Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"    {{\"id\": \"id-{i}\", \"title\": \"楼栋\\n{i} 😀\", \"n\": {i * 7}, \"of\": {{\"a\": [1, 2.5, null, true]}} }}")))
        + "\n  ]\n , \"end\": [ ] }\n";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Stream_BlocksOfAnySize_ReadsWhatTheWholeTextHas(int block)
    {
        foreach (var text in new[] { Text, "\ufeff" + Text, "{\"items\":[]}", "{}" })
            Assert.Equal(Whole(Encoding.UTF8.GetBytes(text)), Streamed(Encoding.UTF8.GetBytes(text), block));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("{\"items\": 4}")]
    [InlineData("{\"items\": [1, {\"id\": \"a\", \"title\": \"b\", \"n\": 1, \"of\": {} }, []]}")]
    [InlineData("{\"items\": [], \"items\": []}")]
    [InlineData("{\"items\": [{\"id\": \"a\", \"id\": \"b\"}]}")]
    [InlineData("{\"items\": [{\"id\": \"\\ud800\"}]}")]
    [InlineData("{\"items\": []} x")]
    [InlineData("{\"items\": [{\"idd\": \"a\"}], \"more\": 3}")]
    public void Stream_WrongText_TheErrorsOfTheWholeText(string text)
    {
        for (var block = 1; block < 9; block++)
            Assert.Equal(Whole(Encoding.UTF8.GetBytes(text)), Streamed(Encoding.UTF8.GetBytes(text), block));
    }

    [Fact]
    public void Stream_CutAnywhere_TheErrorOfTheWholeText()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var length = 0; length < bytes.Length - 2; length++)
            Assert.Equal((length, Whole(bytes[..length])), (length, Streamed(bytes[..length], 1 + length % 50)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Stream_GarbledAnywhere_TheErrorOfTheWholeTextOrOneBeforeIt(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Text);
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var (whole, streamed) = (Whole(bytes), Streamed(bytes, random.Next(1, 100)));
            if (!whole.Contains("expected UTF-8", StringComparison.Ordinal)) Assert.Equal((round, whole), (round, streamed));
            // the whole text is searched for such bytes before anything else
            else Assert.Contains("Line", streamed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Stream_ManyMegabytes_HoldsOnlyAnEntry()
    {
        const int count = 300_000;
        var (read, last) = (0, "");
        var file = ConfigReader.Stream(
            new Endless(count), "items", entry => (read, last) =
            (read + 1, $"{entry.Path} {entry.Text("id")} {entry.Line}:{entry.Column}"));
        file.Find("items");
        file.Close();
        Assert.Empty(file.Errors);
        Assert.Equal((count, $"items[{count - 1}] id-{count - 1} {count + 1}:1"), (read, last));
    }

    [Fact]
    public void Stream_EntryTooLarge_SaysWhereAndHowLargeOneMayBe()
    {
        var text = $"{{\"items\": [\n {{\"id\": \"{new string('a', 70_000)}\"}} ]}}";
        var file = ConfigReader.Stream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "items", _ => { });
        Assert.Equal("Line 2, column 2: found more than 65536 bytes, expected a value of at most 65536 bytes.", Assert.Single(file.Errors)
            .ToString());
        var endless = ConfigReader.Stream(new Endless(1_000_000, "\"x\","), "items", _ => { });
        Assert.Equal((1, 12), (Assert.Single(endless.Errors).Line, endless.Errors[0].Column));
    }

    private static string Whole(byte[] bytes)
    {
        var file = ConfigReader.Parse(bytes);
        var found = new StringBuilder();
        foreach (var entry in file.Objects("items", int.MaxValue, required: false)) Take(entry, found);
        return End(file, found);
    }

    private static string Streamed(byte[] bytes, int block)
    {
        var found = new StringBuilder();
        var file = ConfigReader.Stream(new MemoryStream(bytes), "items", entry => Take(entry, found), null, block);
        if (file.Find("items") is { Kind: not JsonKind.Array })
            file.Reject("items", new("最多 2147483647 个对象的数组", "an array of at most 2147483647 objects"));
        return End(file, found);
    }

    private static void Take(ConfigReader entry, StringBuilder found)
    {
        found.Append(CultureInfo.InvariantCulture,
            $"{entry.Path} {entry.Place} {entry.Text("id")} {entry.Text("title")} {entry.IntegerOrNull("n")} {entry.Object("of").Names.Count}\n");
        entry.Close();
    }

    /// <summary>Of a text with errors, only those.</summary>
    private static string End(ConfigReader file, StringBuilder found)
    {
        found.Append(CultureInfo.InvariantCulture, $"{file.Place} {file.Find("version")} {file.Find("名")} {file.Find("end")}");
        file.Close();
        return file.Errors.Count > 0 ? string.Join('\n', file.Errors.Select(e => e.ToString()).Order(StringComparer.Ordinal))
            : found.ToString();
    }

    /// <summary>Entries of a line each, made while they are read; or, with a text, an array that is no object and does not end.</summary>
    private sealed class Endless(int count, string? inner = null) : Stream
    {
        private byte[] line = Encoding.UTF8.GetBytes(inner is null ? "{\"items\": [\n" : "{\"items\": [[");
        private int at;
        private int made;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == line.Length && !Next()) return 0;
            var length = Math.Min(count, line.Length - at);
            line.AsSpan(at, length).CopyTo(buffer.AsSpan(offset));
            at += length;
            return length;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Next()
        {
            if (made > count) return false;
            line = Encoding.UTF8.GetBytes(made == count ? "]}" : inner ?? $"{{\"id\": \"id-{made}\"}}{(made == count - 1 ? "" : ",")}\n");
            (at, made) = (0, made + 1);
            return true;
        }
    }
}
