using System.Text;
using System.Text.Json;
using CityKit.Core.Text;

namespace CityKit.Core.Tests.Text;

public sealed class JsonTextTests
{
    [Fact]
    public void Parse_NestedText_EveryValueKnowsItsLineAndColumn()
    {
        var root = Parse("{\n  \"规则\": [1, \"a\\u0062\", true, false, null],\n\t\"b\": {\"c\": -1.50e3}\n}");
        var array = root.Find("规则")!;
        Assert.Equal((2, 3), (array.Line, array.Column));
        Assert.Equal((2, 9), (array.Value.Line, array.Value.Column)); // characters, not bytes
        Assert.Equal([(2, 10), (2, 13), (2, 24), (2, 30), (2, 37)], array.Value.Items.Select(i => (i.Line, i.Column)));
        Assert.Equal([JsonKind.Number, JsonKind.String, JsonKind.True, JsonKind.False, JsonKind.Null],
            array.Value.Items.Select(i => i.Kind));
        Assert.Equal("ab", array.Value.Items[1].Text);
        var number = root.Find("b")!.Value.Find("c")!.Value;
        Assert.Equal((3, 13, "-1.50e3"), (number.Line, number.Column, number.Text));
    }

    [Fact]
    public void Parse_CharacterOutsideTheBasicPlane_CountsAsOneColumn() =>
        Assert.Equal(6, Parse("[\"😀\",1]").Items[1].Column);

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() => Assert.Equal(1, Parse("\ufeff{}").Column);

    [Theory]
    [InlineData("", 1, 1, "the end of the text")]
    [InlineData("{\"a\":1,}", 1, 8, "'}'")]
    [InlineData("[1]\n// no", 2, 1, "'/'")]
    [InlineData("[1] [2]", 1, 5, "'['")]
    [InlineData("{\n \"a\": 1,\n \"a\": 2}", 3, 2, "'a' twice")]
    [InlineData("[\"é\", nul]", 1, 10, "']'")]
    [InlineData("[\"\\ud800\"]", 1, 2, "half a character in \\u escapes")]
    public void Parse_BrokenText_SaysWhereAndWhat(string text, int line, int column, string found)
    {
        Assert.Null(JsonText.Parse(Encoding.UTF8.GetBytes(text), out var error));
        Assert.Equal((line, column, found), (error!.Line, error.Column, error.Found.En));
    }

    [Fact]
    public void Parse_NoUtf8_SaysWhichByte()
    {
        Assert.Null(JsonText.Parse([(byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']'], out var error));
        Assert.Equal((1, 3, "byte 0xff"), (error!.Line, error.Column, error.Found.En));
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(40_000, false)]
    public void Parse_Depth_IsLimited(int depth, bool accepted)
    {
        var text = new string('[', depth) + new string(']', depth);
        var value = JsonText.Parse(Encoding.UTF8.GetBytes(text), out var error);
        Assert.Equal(accepted, value is not null);
        if (!accepted) Assert.Equal("deeper nesting", error!.Found.En);
    }

    [Fact]
    public void Parse_TooLarge_IsRefusedBeforeReading()
    {
        Assert.Null(JsonText.Parse("[1,2,3]"u8, new JsonLimits { Bytes = 6 }, out var error));
        Assert.Equal("at most 6 bytes", error!.Allowed.En);
        Assert.Equal(4 << 20, JsonLimits.Default.Bytes);
    }

    [Fact]
    public void Parse_TruncatedAnywhere_GivesAnErrorInsideTheText()
    {
        var whole = Encoding.UTF8.GetBytes("{\"规\":[1,{\"x\":\"y\\n😀\"},\n true]}");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(JsonText.Parse(whole.AsSpan(0, length), out var error));
            Assert.InRange(error!.Line, 1, 2);
        }
    }

    [Fact]
    public void Parse_RandomTexts_AcceptsWhatTheFrameworkAccepts()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        const string letters = "{}[]:,\"ab1-.e \n\\tru";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string(random.GetItems(letters.AsSpan(), random.Next(1, 12)));
            var parsed = JsonText.Parse(Encoding.UTF8.GetBytes(text), out _) is not null;
            Assert.True(parsed == FrameworkAccepts(text), $"seed {seed}, round {round}: {text}");
        }
    }

    private static bool FrameworkAccepts(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonValue Parse(string text)
    {
        var value = JsonText.Parse(Encoding.UTF8.GetBytes(text), out var error);
        Assert.Null(error);
        return value!;
    }
}
