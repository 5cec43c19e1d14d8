namespace CityKit.House.Tests.Texts;

public sealed class SourceTextsTests
{
    [Theory] // a statement of C#, and the code, the English and the Chinese that it has
    [InlineData("""Refusal.Of("closed", $"It is {at:d} now.", $"现为 {at:d}。");""", "closed", "It is {at} now.", "现为 {at}。")]
    [InlineData("""new LocalizedText("无人" + "值班。", "Nobody is " + "on duty.");""", "", "Nobody is on duty.", "无人值班。")]
    [InlineData("""new($"{zh} {n} 次", $"{n} {en}");""", "", "{n} {en}", "{zh} {n} 次")]
    [InlineData("""Add("place", "出现两次", "it is there twice");""", "place", "it is there twice", "出现两次")]
    [InlineData("""Fail(field, "a state is 完好 or 破损", "状态须为完好或破损");""", "", "a state is 完好 or 破损", "状态须为完好或破损")]
    [InlineData("""new("--x 须为 1 至 9。", "--x is 1 to 9.");""", "", "--x is 1 to 9.", "--x 须为 1 至 9。")]
    [InlineData("""new(x ? "缺少。" : "不符。", x ? "It is missing." : "It differs.");""", "", "[It is missing.|It differs.]", "[缺少。|不符。]")]
    [InlineData("""string.Create(Culture, $"{n:N0} rows. 共 {n} 行。");""", "", "{n} rows.", "共 {n} 行。")]
    [InlineData("""throw new IOException($"{path} is there: take another. {path} 已存在。");""", "", "{path} is there: take another.",
        "{path} 已存在。")]
    [InlineData("""var (zh, en) = ("缺失", "missing");""", "", "missing", "缺失")]
    [InlineData("""Say(x switch { 1 => "One of them. 其一。", _ => y });""", "", "One of them.", "其一。")]
    [InlineData("""svg.Text("合计 Total");""", "", "Total", "合计")]
    public void Read_OfAText_FindsBothLanguages(string statement, string code, string english, string chinese)
    {
        var texts = SourceTexts.Read("A.cs", statement);
        Assert.Empty(texts.Lone);
        Assert.Equal(new BothLanguages(code, english, chinese, "A.cs", 1), Assert.Single(texts.Paired));
    }

    [Theory]
    [InlineData("""class A { string Zh => "等分"; string En => "equal"; }""", "equal")]
    [InlineData("""class A { string CountZh(int n) => n == 1 ? "一" : "二"; string Count(int n) => n == 1 ? "one" : "two"; }""", "[one|two]")]
    [InlineData("""class A { const string TimeZh = "时刻"; const string TimeEn = "a moment"; }""", "a moment")]
    public void Read_OfMembersByLanguage_FindsBoth(string source, string english) =>
        Assert.Equal(english, Assert.Single(SourceTexts.Read("A.cs", source).Paired).English);

    [Theory]
    [InlineData("Refusal.Of(\"closed\", en, \"已结案。\");", "A.cs:1: 已结案。")]
    [InlineData("\nstring x = \"已结案\";", "A.cs:2: 已结案")]
    [InlineData("Refusal.Of(\"closed\", \"It is closed now.\", \"It is closed already.\");", "A.cs:1: It is closed already.")]
    [InlineData("new LocalizedText(\"It is closed.\", \"It is closed.\");", "A.cs:1: It is closed.")]
    [InlineData("a.Reject(\"x\", new(\"a number that is odd\", \"a number that is odd\"));", "A.cs:1: a number that is odd")]
    [InlineData("a.Reject(\"x\", LocalizedText.Values(\"a number that is odd\"));", "A.cs:1: a number that is odd")]
    public void Read_OfATextInOneLanguage_NamesFileAndLine(string source, string expected) =>
        Assert.Equal(expected, Assert.Single(SourceTexts.Read("A.cs", source).Lone).ToString());

    [Theory]
    [InlineData("""Parse("a limit such as '4 work hours' or '4工作时'");""")]
    [InlineData("""Refusal.Of("x", "One y", other);""")]
    [InlineData("""a.Reject("x", LocalizedText.Values("kty EC", "one"));""")]
    [InlineData("""Log("Nothing to say in two languages here.");""")]
    public void Read_OfWhatIsNoSuchText_FindsNothing(string source)
    {
        var texts = SourceTexts.Read("A.cs", source);
        Assert.Empty(texts.Lone);
        Assert.Empty(texts.Paired);
    }

    [Fact]
    public void WordedTwice_OfTexts_NamesEachFault()
    {
        BothLanguages[] texts =
        [
            new("", "It is not there.", "没有。", "A.cs", 1), new("", "It is not there.", "缺失。", "B.cs", 2),
            new("", "There is no such one.", "缺失。", "B.cs", 3), new("", "Open", "未结", "A.cs", 4), new("", "Open", "未解除", "B.cs", 5),
            new("", "Say it only once.", "只说一次。", "A.cs", 6), new("", "Say it only once.", "只说一次。", "B.cs", 7),
        ];
        Assert.Equal(
            [
                "P: 'It is not there.' is '没有。' (A.cs:1) and '缺失。' (B.cs:2): word it once.",
                "P: '缺失。' is 'It is not there.' (B.cs:2) and 'There is no such one.' (B.cs:3): word it once.",
                "P: 'Say it only once.' is in A.cs:6 and B.cs:7: let them share one member.",
            ],
            new PackageTexts("P", texts, []).WordedTwice());
    }
}
