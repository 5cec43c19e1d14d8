using System.Security.Cryptography;
using System.Text;
using CityKit.Cases.Policies;
using CityKit.Cases.Standards;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core.Calendar;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class FilingStandardTests
{
    private static readonly ClassKey Garbage = ClassKey.Matter(CatalogueStandard.GbT47678, "06010");

    private static FilingStandard Sample =>
        FilingStandard.Read(SampleText, out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));

    private static byte[] SampleText
    {
        get
        {
            using var stream = typeof(FilingStandardTests).Assembly.GetManifestResourceStream("sample-standard.json")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    [Fact]
    public void Starter_EveryClassOfTheCatalogue_HasConditions()
    {
        Assert.Equal([], ClassCatalogue.GbT47678.Classes.Where(entry => FilingStandard.Starter.ConditionsOf(entry.Key).Count == 0));
        Assert.Empty(FilingStandard.Starter.Check(CatalogueSet.BuiltIn));
        Assert.Equal(403, FilingStandard.Starter.Conditions.DistinctBy(condition => condition.Class).Count());
    }

    [Fact]
    public void Starter_EachCondition_SaysWhatToShowAndHowToCheck()
    {
        Assert.All(FilingStandard.Starter.Conditions, condition => Assert.True(
            condition.Limit.Amount > 0 && condition.Evidence.Count > 0 && condition.Check is not null, condition.Id));
        Assert.All(FilingStandard.Starter.Conditions.GroupBy(condition => condition.Class), group =>
            Assert.Equal(group.Count(), group.DistinctBy(condition => condition.Text.Zh).Count()));
    }

    [Fact]
    public void Starter_Label_SaysThatItIsNoStandardsText()
    {
        Assert.Contains("不是任何国家、行业或地方标准的文本", FilingStandard.Starter.Label!.Zh, StringComparison.Ordinal);
        Assert.Contains("no text of a national", FilingStandard.Starter.Label.En, StringComparison.Ordinal);
    }

    // What journals name by its version must stay what it was: another wording is another set.
    [Fact]
    public void Starter_Published_IsNeverChanged() => Assert.Equal(
        "e15c301cbb56d368", Convert.ToHexStringLower(SHA256.HashData(FilingStandard.Starter.ToUtf8()))[..16]);

    [Theory]
    [InlineData("c0101-dangerous", 2, LimitUnit.UrgentHour, "2026-03-13 18:00")]
    [InlineData("c0101-broken", 4, LimitUnit.WorkHour, "2026-03-16 10:00")]
    [InlineData("c0137-dark", 2, LimitUnit.WorkDay, "2026-03-17 16:00")]
    [InlineData("c0402-missing", 15, LimitUnit.WorkDay, "2026-04-03 16:00")]
    [InlineData("m0101-building", 2, LimitUnit.UrgentDay, "2026-03-15 16:00")]
    [InlineData("m0110", 4, LimitUnit.WorkHour, "2026-03-16 10:00")]
    [InlineData("m0502", 1, LimitUnit.UrgentHour, "2026-03-13 17:00")]
    public void Read_ObservedRow_HasItsLimit(string id, int amount, LimitUnit unit, string due)
    {
        var condition = Sample.Find(id)!;
        Assert.Equal(new WorkLimit(amount, unit), condition.Limit);
        Assert.Equal(At(due), WorkPolicy.Empty.ClockOn(WorkCalendar.BuiltIn).After(At("2026-03-13 16:00"), condition.Limit).At);
    }

    [Fact]
    public void Read_ObservedRows_AreAllThereAndWrittenAsRead()
    {
        Assert.Equal((19, 4), (Sample.Conditions.Count, Sample.ConditionsOf(ClassKey.Parse("GB/T 30428.2-2013:component:0101")).Count));
        var again = FilingStandard.Read(Sample.ToUtf8(), out _)!;
        Assert.Equal(Sample.ToUtf8(), again.ToUtf8());
    }

    [Theory]
    [InlineData("2紧急工作时", "2小时", "conditions[0].limit", null)]
    [InlineData("\"close\": {\"zh\": \"恢复\", \"en\": \"restored\"}", "\"check\": \"photo\"", "conditions[0].close", null)]
    [InlineData("\"close\": {\"zh\": \"恢复\"", "\"check\": \"foto\", \"close\": {\"zh\": \"恢复\"", "conditions[0].check", "photo")]
    [InlineData("\"close\": {\"zh\": \"恢复\"", "\"evidence\": [\"befor\"], \"close\": {\"zh\": \"恢复\"", "conditions[0].evidence", "before")]
    [InlineData("\"close\": {\"zh\": \"恢复\"", "\"evidence\": [\"after\", \"after\"], \"close\": {\"zh\": \"恢复\"", "conditions[0].evidence",
        null)]
    [InlineData("component:0101", "component:101", "conditions[0].class", null)]
    [InlineData("c0101-broken", "c0101-noise", "conditions", null)]
    [InlineData("\"version\": \"observed-1\",", "", "version", null)]
    public void Read_BrokenStandard_SaysWhere(string right, string wrong, string path, string? meant)
    {
        var text = Encoding.UTF8.GetString(SampleText);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.Null(FilingStandard.Read(Encoding.UTF8.GetBytes(text[..at] + wrong + text[(at + right.Length)..]), out var errors));
        Assert.Equal((path, meant), (errors[0].Path, errors[0].NearMiss));
        Assert.True(errors[0].Line > 0);
    }

    [Fact]
    public void Check_ClassThatNoCatalogueHas_NamesItsPlace()
    {
        var text = """{"schema": 1, "version": "x", "conditions": [{"id": "a", "class": "GB/T 47678.5-2026:matter:06099", "condition": {"zh": "一", "en": "a"}, "limit": "1工作日", "close": {"zh": "一", "en": "a"}}]}""";
        var standard = FilingStandard.Read(Encoding.UTF8.GetBytes(text), out _)!;
        Assert.Equal("conditions[0].class", Assert.Single(standard.Check(CatalogueSet.BuiltIn)).Path);
        var error = Assert.Single(
            (WorkPolicy.Empty with { Standard = standard }).Check(Profiles.ProfileCatalogue.BuiltIn, CatalogueSet.BuiltIn));
        Assert.Equal(("standard.conditions[0].class", 1, 46), (error.Path, error.Line, error.Column));
    }

    [Fact]
    public void Policy_NamesTheStarter_AndItsOwnConditionsWinForTheirClass()
    {
        var policy = ReadPolicy("""
            {"schema": 1, "standard": "starter-1", "version": "2026-03", "conditions": [
              {"id": "own", "class": "GB/T 47678.5-2026:matter:06010", "condition": {"zh": "有垃圾", "en": "waste"}, "limit": "2工作时", "close": {"zh": "清走", "en": "gone"}, "evidence": ["after"], "check": "none"}]}
            """);
        var own = Assert.Single(policy.ConditionsOf(Garbage));
        Assert.Equal(("own", CheckMode.None, EvidenceNeed.After), (own.Id, own.Check, Assert.Single(own.Evidence)));
        Assert.Equal("2026-03", policy.VersionOf(own));

        var dirty = Assert.Single(policy.ConditionsOf(ClassKey.Matter(CatalogueStandard.GbT47678, "06012")));
        Assert.Equal(("m06012", "starter-1"), (dirty.Id, policy.VersionOf(dirty)));
        Assert.Equal("m06010", policy.FindCondition("m06010")!.Id); // a case filed by it before keeps its condition
        Assert.Null(policy.FindCondition("none"));
        Assert.Empty(policy.ConditionsOf(null));
    }

    [Fact]
    public void Policy_WithAStandard_IsWrittenAsRead()
    {
        var named = ReadPolicy("""{"schema": 1, "standard": "starter-1", "version": "2026-03"}""");
        Assert.Same(FilingStandard.Starter, named.Standard);
        Assert.Contains("\"standard\":\"starter-1\",\"version\":\"2026-03\"", Encoding.UTF8.GetString(named.ToUtf8()),
            StringComparison.Ordinal);

        var inline = WorkPolicy.Empty with { Standard = Sample };
        var again = ReadPolicy(Encoding.UTF8.GetString(inline.ToUtf8()));
        Assert.Equal(inline.ToUtf8(), again.ToUtf8());
        Assert.Equal(("observed-1", 19), (again.Standard!.Version, again.Standard.Conditions.Count));
    }

    [Theory]
    [InlineData("\"starter\"", "standard", "starter-1")]
    [InlineData("7", "standard", "starter-1")]
    [InlineData("{\"conditions\": []}", "standard.version", null)]
    [InlineData("{\"version\": \"x\", \"conditions\": [], \"more\": 1}", "standard.more", null)]
    public void Policy_UnknownStandard_SaysWhichThereAre(string standard, string path, string? meant)
    {
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"schema": 1, "standard": {{standard}}}"""), out var errors));
        Assert.Equal((path, meant), (errors[0].Path, errors[0].NearMiss));
    }

    [Fact]
    public void File_ByTheStarter_FixesTheLimit()
    {
        var engine = EngineWith(Policy with { Standard = FilingStandard.Starter });
        var item = engine.Open(Report() with { Class = Garbage }, Inspector, At("2025-03-13 13:51")).OrThrow();
        item = engine.Apply(item, new WorkCommand("accept"), Centre, At("2025-03-13 14:00")).OrThrow();
        Assert.Equal("missing-field",
            engine.Apply(item, new WorkCommand("file") { Condition = "m06012" }, Centre, At("2025-03-13 14:08")).Refusal?.Code);
        foreach (var command in new WorkCommand[] { new("file") { Condition = "m06010" }, new("dispatch") })
            item = engine.Apply(item, command, Centre, At("2025-03-13 14:08")).OrThrow();
        Assert.Equal(At("2025-03-14 08:08"), item.Deadline!.Value.At);
    }

    private static WorkPolicy ReadPolicy(string text) =>
        PolicyReader.Read(Encoding.UTF8.GetBytes(text), out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
}
