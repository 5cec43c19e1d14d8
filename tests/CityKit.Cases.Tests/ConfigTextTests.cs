using System.Text;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Standards;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Grids.Nets;
using NodaTime;

namespace CityKit.Cases.Tests;

/// <summary>The text forms of policies and profiles: what they write is read back as the same.</summary>
public class ConfigTextTests
{
    private static readonly string[] Texts = ["a", "立案", "\"quoted\" \\ /", "line\nbreak", "𠮷 <&>'", new('长', 59)];

    public static TheoryData<string> Profiles => [.. ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void ToUtf8_OfABuiltInProfile_IsReadBackAsTheSame(string id) => AssertSame(TestWorld.ProfileOf(id));

    [Fact]
    public void ToUtf8_OfTheCatalogue_IsReadBackAsTheSame()
    {
        var written = ProfileCatalogue.BuiltIn.ToUtf8();
        var read = ProfileCatalogue.Read(written, out var errors);
        Assert.Empty(errors);
        Assert.Equal(ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id), read!.All.Select(profile => profile.Id));
        Assert.Equal(written, read.ToUtf8());
        Assert.InRange(written.Length, 1, 128 << 10);
    }

    [Fact]
    public void Read_ACatalogueWithOneIdTwice_SaysWhich()
    {
        var profile = Encoding.UTF8.GetString(TestWorld.ProfileOf("care-visit").ToUtf8());
        Assert.Null(ProfileCatalogue.Read(Encoding.UTF8.GetBytes($$"""{"profiles": [{{profile}}, {{profile}}]}"""), out var errors));
        Assert.Contains("care-visit", Assert.Single(errors).Found.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ToUtf8_OfTheEmptyPolicy_IsWhatACopyOfItWrites()
    {
        var written = WorkPolicy.Empty.ToUtf8();
        Assert.Equal((WorkPolicy.Empty with { }).ToUtf8(), written);
        Assert.Same(WorkPolicy.Empty, PolicyReader.Read(written, out _));
        Assert.Equal(WorkPolicy.Empty.Hours.PerDay, PolicyReader.Read([.. written, .. " "u8], out _)!.Hours.PerDay);
    }

    [Fact]
    public void Without_AProfile_LeavesTheOthers() => Assert.Equal(
        ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id).Except(["city-management"]),
        ProfileCatalogue.BuiltIn.Without("city-management").All.Select(profile => profile.Id));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ToUtf8_OfAnEditedProfile_IsReadBackAsTheSame(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 100; i++) AssertSame(Edited(random));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ToUtf8_OfARandomPolicy_IsReadBackAsTheSame(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 100; i++) AssertSame(RandomPolicy(random));
    }

    [Fact]
    public void ToUtf8_OfEmptyAndOfTheSample_IsReadBackAsTheSame()
    {
        AssertSame(WorkPolicy.Empty);
        AssertSame(TestWorld.Policy);
        Assert.Equal(TestWorld.Policy.ToUtf8(),
            (TestWorld.Policy with { Conditions = [.. TestWorld.Policy.Conditions.Select(row => row with { At = null })] }).ToUtf8());
    }

    [Fact] // a row for each of 60 states and 20 commands is more than the reader takes
    public void ToUtf8_OfRowsForEveryOpenState_IsReadBackAsTheSame()
    {
        var states = string.Join(
            ", ", Enumerable.Range(0, 60).Select(n => $$"""{"id": "s{{n}}", "stage": "s", "zh": "开", "en": "open"}"""));
        var commands = string.Join(", ", Enumerable.Range(0, 20).Select(n => $$"""{"id": "c{{n}}", "zh": "做", "en": "do"}"""));
        var rows = string.Join(
            ", ", Enumerable.Range(0, 20)
            .Select(n => $$"""{"from": ["*"], "command": "c{{n}}", "to": "{{(n % 2 == 0 ? "=" : "s1")}}", "roles": ["Resident"] }"""));
        AssertSame(ProfileReader.Read(Encoding.UTF8.GetBytes($$"""
            {"schema": 1, "id": "wide", "version": "1", "zh": "宽", "en": "wide", "initial": "s0", "openers": ["Resident"], "maxExtensions": 0, "maxSuspensions": 0,
             "stages": [{"id": "s", "zh": "阶段", "en": "stage"}], "states": [{{states}}], "commands": [{{commands}}], "transitions": [{{rows}}], "visibility": {"Resident": []} }
            """), out _)!);
    }

    private static void AssertSame(Profile profile)
    {
        var read = ProfileReader.Read(profile.ToUtf8(), out var errors);
        Assert.Empty(errors);
        Assert.Equal((profile.Id, profile.Version, profile.Name, profile.Initial, profile.MaxExtensions, profile.MaxSuspensions),
            (read!.Id, read.Version, read.Name, read.Initial, read.MaxExtensions, read.MaxSuspensions));
        Assert.Equal(profile.Openers, read.Openers);
        Assert.Equal(profile.Outcomes, read.Outcomes);
        Assert.Equal(profile.Stages, read.Stages);
        Assert.Equal(profile.States, read.States);
        Assert.Equal(profile.Commands, read.Commands);
        Assert.Equal(profile.Transitions.Select(Row), read.Transitions.Select(Row));
        Assert.Equal(profile.Steps.Select(Row), read.Steps.Select(Row));
        Assert.Equal(profile.Visibility.OrderBy(pair => pair.Key), read.Visibility.OrderBy(pair => pair.Key));
        Assert.Equal(profile.ToUtf8(), read.ToUtf8());
    }

    private static void AssertSame(WorkPolicy policy)
    {
        var read = PolicyReader.Read(policy.ToUtf8(), out var errors);
        Assert.Empty(errors);
        Assert.Equal((policy.Label, policy.Hours.ToString(), policy.WorkDay), (read!.Label, read.Hours.ToString(), read.WorkDay));
        Assert.Equal(policy.Seasons.Select(season => (season.From, season.To, season.Hours.ToString())),
            read.Seasons.Select(season => (season.From, season.To, season.Hours.ToString())));
        AssertSame(policy.Conditions, read.Conditions);
        Assert.Equal((policy.Version, policy.Standard?.Version), (read.Version, read.Standard?.Version));
        if (policy.Standard is { } standard) AssertSame(standard.Conditions, read.Standard!.Conditions);
        Assert.Equal(policy.StageLimits.Select(row => row with { At = null }), read.StageLimits.Select(row => row with { At = null }));
        Assert.Equal(policy.Dispatch.Select(row => row with { At = null }), read.Dispatch.Select(row => row with { At = null }));
        Assert.Equal(policy.Repeats.Select(row => row with { At = null }), read.Repeats.Select(row => row with { At = null }));
        Assert.Equal(policy.Audiences, read.Audiences);
        Assert.Equal(policy.ToUtf8(), read.ToUtf8());
    }

    private static void AssertSame(IReadOnlyList<FilingCondition> conditions, IReadOnlyList<FilingCondition> read)
    {
        Assert.Equal(conditions.Select(row => row with { At = null, Evidence = [] }),
            read.Select(row => row with { At = null, Evidence = [] }));
        Assert.Equal(conditions.Select(row => List(row.Evidence)), read.Select(row => List(row.Evidence)));
    }

    private static string Row(Transition row) =>
        string.Join('|', row.From, row.Command, row.To, List(row.Roles), List(row.Needs), List(row.Guards), List(row.Effects),
        List(row.Tell));

    private static string Row(TimedStep step) =>
        string.Join('|', step.Id, step.Name, List(step.States), step.After, step.SinceOpening, step.Command, List(step.Tell));

    private static string List<T>(IEnumerable<T> values) => string.Join(',', values);

    /// <summary>A built-in profile with rows dropped, doubled and moved, and other words in them.</summary>
    private static Profile Edited(Random random)
    {
        var of = Pick(random, ProfileCatalogue.BuiltIn.All);
        var states = of.States.Select(state => state with { Name = Name(random) }).ToArray();
        var rows = of.Transitions.Concat(of.Transitions).Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next(4)).Select(row => row with
        {
            To = random.Next(3) == 0 ? row.From : Pick(random, states).Id,
            Roles = Some(random, [.. Cases.Roles.BuiltIn]),
            Needs = Some(random, ProfileWords.Needs.SkipLast(1).ToArray()),
            Guards = Some(random, [.. Plain(ProfileWords.Guards).Select(word => new GuardCall(word, Not: random.Next(4) == 0))]),
            Effects = Some(random, [.. Plain(ProfileWords.Effects).Select(word => new EffectCall(word))]),
            Tell = random.Next(2) == 0 ? []
                : [new NoticeTarget("assignee", ""), new NoticeTarget("body", Pick(random, Texts)), new NoticeTarget("contact", "a:b")],
        });
        return new Profile(of.Id, of.Stages, states, [.. rows])
        {
            Version = Pick(random, Texts),
            Name = Name(random),
            Initial = states.First(state => !state.Closed).Id,
            Openers = Some(random, [.. Cases.Roles.BuiltIn]),
            Commands = of.Commands,
            Steps = [.. of.Steps.Select(
                step => step with { Guards = [],
                After = new WorkLimit(random.Next(WorkLimit.MaxAmount), random.Next(2) == 0 ? LimitUnit.Minute : LimitUnit.NaturalDay),
                SinceOpening = random.Next(2) == 0 })],
            Outcomes = Some(random, Texts),
            MaxExtensions = random.Next(101),
            MaxSuspensions = random.Next(101),
            Visibility = Some(random, [.. Cases.Roles.BuiltIn]).ToDictionary(role => role, _ => (WorkItemPart)random.Next(64)),
        };
    }

    private static WorkPolicy RandomPolicy(Random random) => new()
    {
        Label = random.Next(3) == 0 ? "" : Pick(random, Texts),
        Hours = WorkHours.Parse(Pick(random, ["08:00-12:00,14:00-18:00", "00:00-23:59", "09:30-17:15"])),
        WorkDay = Pick(random, Enum.GetValues<WorkDayReading>()),
        Seasons = random.Next(2) == 0 ? [] : [Season(1, random), Season(6, random), Season(11, random)],
        Standard = random.Next(3) switch { 0 => null, 1 => FilingStandard.Starter, _ => Standard(random) },
        Version = random.Next(2) == 0 ? null : Pick(random, Texts),
        Conditions = Many(random, n => Condition(n, random)),
        StageLimits = Many(random, _ => new StageLimit(Pick(random, Texts), Pick(random, Texts), Limit(random))),
        Dispatch = Many(random, _ => new DispatchRow(Pick(random, Texts), Maybe(random), Pick(random, ["", "3702", "370202999"]),
            ByOf(random), random.Next(2) == 0)),
        Bodies = Many(random, n => new BodyRow(Pick(random, Texts), [$"name {n}", $"code {n}"])),
        DispatchOrder = Pick<DispatchOrder?>(random, [null, DispatchOrder.Closest, DispatchOrder.Listed]),
        Repeats = Many(random, _ =>
            new RepeatRow(Pick(random, Texts), Maybe(random), random.Next(2) == 0, random.Next(RepeatRow.MaxMetres + 1))),
        Audiences = Some(random, Texts),
    };

    private static DispatchBy ByOf(Random random) => random.Next(4) switch
    {
        0 => new ByDuty(NetId.Parse("laoshan"), Pick(random, [null, "handler"])),
        1 => new ByComponent(Pick(random, Enum.GetValues<ComponentBody>())),
        2 => new BySuggestion(random.Next(101) / 100m),
        _ => new ByBody(new Assignee(Pick(random, Texts), random.Next(2) == 0 ? null : Pick(random, Texts))),
    };

    private static WorkSeason Season(int month, Random random) =>
        new(new AnnualDate(month, 1 + random.Next(14)), new AnnualDate(month + 1, 15 + random.Next(14)), WorkHours.Parse("09:00-17:00"));

    private static FilingStandard Standard(Random random) =>
        new(Pick(random, Texts), new StandardRows(random.Next(2) == 0 ? null : Name(random), Many(random, n => Condition(n, random))));

    private static FilingCondition Condition(int n, Random random) =>
        new($"c-{n}", Class(random), Name(random), Limit(random), Name(random))
    {
        Evidence = Some(random, Enum.GetValues<EvidenceNeed>()),
        Check = random.Next(2) == 0 ? null : Pick(random, Enum.GetValues<CheckMode>()),
    };

    private static ClassKey Class(Random random) => Pick(random, [TestWorld.LitterBin, ClassKey.Parse("GB/T 47678.5-2026:matter:10999")]);

    private static ClassKey? Maybe(Random random) => random.Next(2) == 0 ? null : Class(random);

    private static WorkLimit Limit(Random random) => new(random.Next(WorkLimit.MaxAmount + 1), Pick(random, Enum.GetValues<LimitUnit>()));

    private static LocalizedText Name(Random random) => new(Pick(random, Texts), Pick(random, Texts));

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private static T[] Some<T>(Random random, IReadOnlyList<T> values) => [.. values.Where(_ => random.Next(2) == 0)];

    private static T[] Many<T>(Random random, Func<int, T> make) => [.. Enumerable.Range(0, random.Next(6)).Select(make)];

    private static IEnumerable<string> Plain((string Word, WordArgument Argument)[] words) =>
        words.Where(word => word.Argument == WordArgument.None).Select(word => word.Word);
}
