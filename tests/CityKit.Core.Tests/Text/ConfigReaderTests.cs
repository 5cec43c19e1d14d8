using System.Text;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Core.Tests.Text;

public sealed class ConfigReaderTests
{
    private static readonly UnitScale Volume = new(("mL", 1), ("L", 1_000), ("m3", 1_000_000));

    [Fact]
    public void Members_RightText_ComeTyped()
    {
        var reader = Read("""
            {"id": "a", "n": 5, "d": 0.5, "q": "0.01 m3", "p": "PT24H", "w": "P1DT30M", "t": "2026-11-21T08:00:00+08:00", "at": "22:30",
             "sev": "warning", "title": {"zh": "低用气", "en": "Low gas"}, "device": "dev-1", "flag": true, "tags": ["x", "y"], "list": [{"k": 1}]}
            """);
        Assert.Equal("a", reader.Text("id"));
        Assert.Equal(5, reader.Integer("n", 1, 10));
        Assert.Equal(0.5m, reader.Decimal("d"));
        Assert.Equal(10_000, reader.Quantity("q", Volume));
        Assert.Equal(Duration.FromHours(24), reader.Duration("p"));
        Assert.Equal(Duration.FromMinutes(24 * 60 + 30), reader.Duration("w"));
        Assert.Equal(Instant.FromUtc(2026, 11, 21, 0, 0), reader.Instant("t"));
        Assert.Equal(new LocalTime(22, 30), reader.TimeOfDay("at"));
        Assert.Equal(2, reader.Word("sev", ("info", 1), ("warning", 2)));
        Assert.Equal(new LocalizedText("低用气", "Low gas"), reader.Bilingual("title"));
        Assert.Equal(DeviceId.Parse("dev-1"), reader.Parsed<DeviceId>("device", new("设备标识", "a device id")));
        Assert.True(reader.Flag("flag"));
        Assert.Equal(["x", "y"], reader.Texts("tags"));
        Assert.Equal(1, Assert.Single(reader.Objects("list")).Integer("k"));
        reader.Close();
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void Members_AbsentOptional_AreNullAndNoError()
    {
        var reader = Read("{}");
        Assert.Null(reader.TextOrNull("a"));
        Assert.Null(reader.IntegerOrNull("a"));
        Assert.Null(reader.QuantityOrNull("a", Volume));
        Assert.Null(reader.DurationOrNull("a"));
        Assert.Null(reader.ObjectOrNull("a"));
        Assert.Empty(reader.Objects("a", required: false));
        Assert.Equal(7, reader.WordOr("a", 7, ("x", 1)));
        Assert.Empty(reader.Errors);
    }

    [Theory]
    [InlineData("""{"$schema": "x.schema.json", "in": {}}""", null)]
    [InlineData("""{"$schema": 7, "in": {}}""", "$schema")]
    [InlineData("""{"in": {"$schema": "x.schema.json"}}""", "in.$schema")]
    public void Close_SchemaForEditors_IsKnownAsATextAtTheTopAlone(string json, string? wrong)
    {
        var reader = ConfigReader.Parse(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Object("in").Close();
        reader.Close();
        Assert.Equal(wrong, reader.Errors.SingleOrDefault()?.Path);
    }

    [Fact]
    public void Close_UnknownMember_NamesTheNearOne()
    {
        var reader = Read("{\n  \"severty\": \"info\"\n}");
        reader.TextOrNull("severity");
        reader.TextOrNull("title");
        reader.Close();
        Assert.Equal(new ConfigError(2, 3, "severty", new("未知成员 'severty'", "unknown member 'severty'"),
            LocalizedText.Values("severity", "title"), "severity"), Assert.Single(reader.Errors));
    }

    [Fact]
    public void Word_Mistyped_NamesTheNearOne()
    {
        var reader = Read("{\"rules\": [{\"then\": {\"severity\": \"critcal\"}}]}");
        reader.Objects("rules")[0].Object("then").Word("severity", ("info", 1), ("warning", 2), ("critical", 3));
        var error = Assert.Single(reader.Errors);
        Assert.Equal(new ConfigError(1, 34, "rules[0].then.severity", LocalizedText.Values("'critcal'"),
            LocalizedText.Values("info", "warning", "critical"), "critical"), error);
        Assert.Equal("Line 1, column 34 (rules[0].then.severity): found 'critcal', expected info, warning, critical. Did you mean 'critical'?", error.Message.En);
        Assert.Equal("第 1 行第 34 列（rules[0].then.severity）：遇到 'critcal'，应为 info, warning, critical。是否指 'critical'？", error.Message.Zh);
    }

    public static TheoryData<Action<ConfigReader>, string, string> Asked => new()
    {
        { reader => reader.Text("a", 64), "a text of 1 to 64 characters", " 1 至 64 个字符的文本" },
        { reader => reader.Integer("a", 1, 5), "a whole number from 1 to 5", " 1 至 5 的整数" },
        { reader => reader.Integer("a", 1), "a whole number from 1", "不小于 1 的整数" },
        { reader => reader.Decimal("a", 0.5m), "a number from 0.5", "不小于 0.5 的数" },
        { reader => reader.Quantity("a", Volume), "a number, a space and one of mL, L, m3, such as \"1 mL\"",
            "数、空格和单位（mL、L、m3），如 \"1 mL\"" },
        { reader => reader.TimeOfDay("a"), "a time of day such as 22:30", "时间，如 22:30" },
        { reader => reader.Object("a"), "an object", "对象" },
        { reader => reader.Objects("a", 3), "an array of at most 3 objects", "最多 3 个对象的数组" },
        { reader => reader.Texts("a", 3), "an array of at most 3 texts", "最多 3 个文本的数组" },
        { reader => reader.Parsed<DeviceId>("a", new("设备标识", "a device id")), "a device id", "设备标识" },
        { reader => reader.Reject("a", new("小于 high 的数", "a number below high")), "a number below high", "小于 high 的数" },
        { reader => reader.Word("a", ("x", 1), ("y", 2)), "x, y", " x, y" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void Message_OfEachMember_SaysWhatIsAllowedInBothLanguages(Action<ConfigReader> ask, string english, string chinese)
    {
        var reader = Read("{\"a\": true}");
        ask(reader);
        var message = Assert.Single(reader.Errors).Message;
        Assert.Equal($"Line 1, column 7 (a): found true, expected {english}.", message.En);
        Assert.Equal($"第 1 行第 7 列（a）：遇到 true，应为{chinese}。", message.Zh);
    }

    [Theory] // a space parts Chinese from a word of the file or a number, and no other two words
    [InlineData("{}", "nothing", "无")]
    [InlineData("""{"a": {}}""", "an object", "对象")]
    [InlineData("""{"a": [1, 2, 3]}""", "an array of 3", "含 3 项的数组")]
    [InlineData("""{"a": "x"}""", "'x'", " 'x'")]
    [InlineData("""{"a": 1.50}""", "1.50", " 1.50")]
    [InlineData("""{"a": null}""", "null", " null")]
    [InlineData("""{"b": 1, "b": 2}""", "'b' twice", " 'b' 出现两次")]
    [InlineData("""{"a": """, "the end of the text", "文本末尾")]
    [InlineData("{\"a\": \u0001}", "character U+0001", "字符 U+0001")]
    [InlineData("""{"a": "\ud800"}""", "half a character in \\u escapes", " \\u 转义中的半个字符")]
    public void Message_OfEachValue_SaysWhatIsFoundInBothLanguages(string text, string english, string chinese)
    {
        var reader = Read(text);
        reader.Flag("a");
        if (reader.Errors.Count == 0) reader.Reject("a", new("真假值", "a flag"));
        var message = Assert.Single(reader.Errors).Message;
        Assert.Contains($": found {english}, expected ", message.En, StringComparison.Ordinal);
        Assert.Contains($"：遇到{chinese}，应为", message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectAll_OfAnObject_SaysWhatIsFoundInBothLanguages()
    {
        var reader = Read("{}");
        reader.RejectAll(ConfigError.Twice("x"), new("每个成员只出现一次", "each member once"));
        Assert.Equal(new LocalizedText("第 1 行第 1 列：遇到 'x' 出现两次，应为每个成员只出现一次。",
            "Line 1, column 1: found 'x' twice, expected each member once."), Assert.Single(reader.Errors).Message);
    }

    [Theory]
    [InlineData("0.0000001 m3")] // a tenth of a millilitre: not a whole number of the smallest unit
    [InlineData("1 gallon")]
    [InlineData("1m3")]
    [InlineData("99999999999999999999 m3")]
    [InlineData("1e2 L")]
    public void Quantity_Unusable_IsAnError(string text)
    {
        var reader = Read($$"""{"q": "{{text}}"}""");
        Assert.Equal(0, reader.Quantity("q", Volume));
        Assert.Equal(LocalizedText.Values($"'{text}'"), Assert.Single(reader.Errors).Found);
    }

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("24h")]
    [InlineData("PT-5M")]
    [InlineData("")]
    public void Duration_Unusable_IsAnError(string text)
    {
        var reader = Read($$"""{"p": "{{text}}"}""");
        Assert.Equal(Duration.Zero, reader.Duration("p"));
        Assert.Single(reader.Errors);
    }

    [Fact]
    public void Object_Missing_IsToldOnceAndNotForItsMembers()
    {
        var reader = Read("{}");
        var then = reader.Object("then");
        then.Text("severity");
        then.Close();
        Assert.Equal(("then", "nothing", "an object"), (reader.Errors[0].Path, reader.Errors[0].Found.En, reader.Errors[0].Allowed.En));
        Assert.Single(reader.Errors);
    }

    [Fact]
    public void Members_OfTheWrongKind_AreAllTold()
    {
        var reader = Read("{\"a\": 1, \"b\": \"1\", \"c\": [1, \"x\"], \"d\": {}, \"e\": null}");
        reader.Text("a");
        reader.Integer("b");
        reader.Texts("c");
        reader.Flag("d");
        reader.TextOrNull("e");
        Assert.Equal(["a", "b", "c[0]", "d", "e"], reader.Errors.Select(e => e.Path));
    }

    [Fact]
    public void Errors_Many_AreCutAtTheLimit()
    {
        var reader = Read($"{{\"a\": [{string.Join(',', Enumerable.Repeat("1", 500))}]}}");
        reader.Texts("a");
        Assert.Equal(ConfigErrors.MaxCount, reader.Errors.Count);
    }

    [Theory]
    [InlineData("treshold", "threshold")]
    [InlineData("Window", "window")]
    [InlineData("silense", "silence")]
    [InlineData("zzz", null)]
    public void NearMiss_Words_FindsTheNearest(string word, string? expected) =>
        Assert.Equal(expected, NearMiss.Of(word, ["match", "threshold", "window", "silence"]));

    private static ConfigReader Read(string text) => ConfigReader.Parse(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void RejectUnknown_OfAWord_NamesThoseThatAreKnownAndTheNearOne()
    {
        var reader = ConfigReader.Parse("""{"needs": ["raeson"]}"""u8);
        reader.RejectUnknown("needs", "raeson", "reason", "photo");
        var error = Assert.Single(reader.Errors);
        Assert.Equal(("'raeson'", "reason, photo", "reason"), (error.Found.En, error.Allowed.En, error.NearMiss));
    }

    [Theory]
    [InlineData("a,b,c", null)]
    [InlineData("a,b,b,a", "'a' twice")]
    [InlineData(",", "'' twice")]
    public void RejectTwice_OfKeys_NamesTheFirstThatIsThereAgain(string keys, string? found)
    {
        var reader = ConfigReader.Parse("""{"rows": []}"""u8);
        reader.RejectTwice("rows", new("每项只出现一次", "each once"), keys.Split(','));
        Assert.Equal(found, reader.Errors.SingleOrDefault()?.Found.En);
    }
}
