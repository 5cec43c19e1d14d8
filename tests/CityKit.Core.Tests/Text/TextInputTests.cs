using System.Text;
using CityKit.Core.Text;

namespace CityKit.Core.Tests.Text;

/// <summary>
/// Text files as Chinese offices write them (issue 8, number 15; a spreadsheet's "CSV" is GBK, its "Unicode text" UTF-16).
/// </summary>
public class TextInputTests
{
    private const string Text = "编号,名称\n1,路灯（二队）\n2,垃圾箱\n";

    public static TheoryData<string, bool> Encodings => new()
        { { "utf-8", false }, { "utf-8", true }, { "gb18030", false }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true },
        { "utf-16BE", false }, { "utf-32", true } };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_EncodingThatNobodyNames_IsRecognised(string name, bool hasMark)
    {
        var encoding = TextEncodings.Find(name)!;
        foreach (var head in new[] { "", "id,name\n", new string('a', 100_000) + "\n" })
        {
            if (head.Length > 0 && name != "gb18030" && name != "utf-8" && !hasMark && head.Length > 1_000) continue;
            byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(head + Text)];
            foreach (var step in new[] { 1, 7, 1 << 17 })
            {
                using var input = new TextInput(new Slow(bytes, step));
                Assert.Equal((head + Text, encoding.CodePage), (Read(input), input.Encoding.CodePage));
            }
        }
    }

    [Theory]
    [InlineData("gbk", "通")] // C2-DF and 80-BF: valid UTF-8 by chance, so it must be said
    [InlineData("big5", "路燈")]
    [InlineData("utf-16", "ab")]
    public void Read_EncodingNamed_Overrules(string name, string text)
    {
        using var input = new TextInput(new MemoryStream(TextEncodings.Find(name)!.GetBytes(text)), TextEncodings.Find(name));
        Assert.Equal(text, Read(input));
    }

    [Fact]
    public void Read_Utf8WithAFewBadBytes_StaysUtf8ByteForByte()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Text), 0xC4, (byte)',', .. Encoding.UTF8.GetBytes(Text)];
        using var input = new TextInput(new MemoryStream(bytes));
        using var read = new MemoryStream();
        input.CopyTo(read);
        Assert.Equal(bytes, read.ToArray());
        Assert.Equal(Encoding.UTF8.CodePage, input.Encoding.CodePage);
    }

    [Fact]
    public void Read_Gb18030BeyondGbk_IsRead() // four-byte characters
    {
        var text = string.Concat(Enumerable.Repeat("𠮷野家，㐀\n", 40_000));
        using var input = new TextInput(new MemoryStream(TextEncodings.Gb18030.GetBytes(text)));
        Assert.Equal(text, Read(input));
    }

    /// <summary>.NET's GB18030 and Big5 read a question mark for them, and a damaged row passed for a good one.</summary>
    [Theory]
    [InlineData("gb18030")]
    [InlineData("gbk")]
    [InlineData("big5")]
    public void Read_BytesThatAreNoText_AreMarked(string name)
    {
        using var input = new TextInput(new MemoryStream([(byte)'a', 0x81, 0x20, (byte)'b']), TextEncodings.Find(name));
        Assert.Contains('\uFFFD', Read(input));
    }

    [Fact]
    public void Find_CodePage_IsThatOfItsName()
    {
        Assert.Equal(TextEncodings.Gb18030, TextEncodings.Find(936));
        Assert.Equal("big5", TextEncodings.Find(950)!.WebName);
        Assert.Null(TextEncodings.Find(123_456));
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(TextEncodings.Find("klingon"));

    private static string Read(TextInput input)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    private sealed class Slow(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
    }
}
