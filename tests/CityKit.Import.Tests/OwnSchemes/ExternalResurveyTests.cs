using System.Text;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Import.Resurveys;
using CityKit.Import.Surveys;
using NodaTime;

namespace CityKit.Import.Tests.OwnSchemes;

/// <summary>A city's own list surveyed again: its rows have no identifiers, only what the owner calls them (issue 14).</summary>
public class ExternalResurveyTests
{
    private const string Header = "GLBJBSM,BJDM,GLBJMC,ZGBMMC,SZDYWGBSM,LON,LAT,YBSM\n";
    private static readonly SurveyOptions First = new()
        { Name = "list-2025", On = new LocalDate(2025, 11, 1), Scheme = ComponentScheme.Parse("nyc") };
    private static readonly DiffOptions Options = new() { Survey = First with { Name = "list-2026", On = new LocalDate(2026, 11, 1) } };

    [Fact]
    public async Task Diff_OwnList_FindsEachByItsExternalId()
    {
        await using var store = await ImportedAsync(Row("H1") + Row("H2") + Row("H3") + Row("H4") + Row("H1", code: "01044"));
        var text = Row("H1") + Row("H2", east: 0.001) + Row("H3", name: "Hydrant, old") + Row("H9") + Row("H1", code: "01044");
        var (result, lines) = await DiffAsync(store, text);
        Assert.Equal(new DiffCounts(New: 1, Moved: 1, Changed: 1, Missing: 1, Same: 2, Rejected: 0), result.Counts);
        Assert.Equal([(DiffKind.Moved, "nyc-01043-0000002"), (DiffKind.Changed, "nyc-01043-0000003"), (DiffKind.New, ""),
            (DiffKind.Missing, "nyc-01043-0000004")],
            lines.Select(line => (line.Kind, line.Id.ToString())));
    }

    [Fact]
    public async Task Apply_OwnList_MakesHistoryAndGivesNewIds()
    {
        await using var store = await ImportedAsync(Row("H1") + Row("H2") + Row("H3"));
        var text = Row("H2", east: 0.001, name: "Hydrant, \"new\"\nhead") + Row("H9") + Row("H1");
        await ApplyAsync(store, text);
        var moved = (await store.FindAsync(ComponentId.Parse("nyc-01043-0000002")))!;
        Assert.Equal([ComponentEventKind.Survey, ComponentEventKind.Move, ComponentEventKind.Survey],
            moved.Events.Select(entry => entry.Kind));
        Assert.Equal(("Hydrant, \"new\"\nhead", "H2"), (moved.Current.Name, moved.Current.ExternalId));
        Assert.Equal("H9", (await store.FindAsync(ComponentId.Parse("nyc-01043-0000004")))!.Current.ExternalId);
        Assert.Equal(ComponentState.Lost, (await store.FindAsync(ComponentId.Parse("nyc-01043-0000003")))!.Current.State);
        Assert.Equal(new DiffCounts(0, 0, 0, 0, 3, 0), (await DiffAsync(store, text)).Result.Counts);
    }

    [Fact]
    public async Task Apply_LostAndFoundAgain_IsTheSameComponent()
    {
        await using var store = await ImportedAsync(Row("H1") + Row("H2"));
        await ApplyAsync(store, Row("H1"));
        await ApplyAsync(store, "GLBJZT," + Header + "完好," + Row("H1") + "完好," + Row("H2"), hasHeader: true);
        Assert.Equal(ComponentState.Intact, (await store.FindAsync(ComponentId.Parse("nyc-01043-0000002")))!.Current.State);
        Assert.Equal(2, await store.CountAsync());
    }

    [Fact]
    public async Task ImportAndDiff_OneExternalIdTwice_RejectTheSecond()
    {
        await using var store = await ImportedAsync(Row("H1") + Row("H1") + Row("H1", code: "01044") + Row("") + Row(""), rejected: 1);
        Assert.Equal(4, await store.CountAsync());
        var (result, _) = await DiffAsync(store, Row("H1", name: "first") + Row("H1", name: "second") + Row("H1", code: "01044"));
        Assert.Equal((1, 1, 1), (result.Counts.Changed, result.Counts.Rejected, result.Counts.Same));
    }

    [Fact]
    public async Task Import_AListOfBeforeUnderAnotherName_IsRejectedRowByRow()
    {
        await using var store = await ImportedAsync(Row("H1") + Row("H2"));
        Assert.Equal((1, 2), await ImportAsync(store, Row("H1") + Row("H3") + Row("H2"), First with { Name = "again" }));
    }

    [Fact]
    public async Task Diff_ExternalIdOfTwoOrOfANamedOne_IsRejected()
    {
        await using var store =
            await ImportedAsync("nyc-01043-0000001" + Row("H1") + "nyc-01043-0000002" + Row("H1") + "nyc-01043-0000003" + Row("H3"));
        using var rejects = new MemoryStream();
        var (result, _) = await DiffAsync(store, Row("H1") + "nyc-01043-0000003" + Row("H3") + Row("H3"), rejects);
        Assert.Equal((2, 1, 2), (result.Counts.Rejected, result.Counts.Same, result.Counts.Missing));
        var lines = Encoding.UTF8.GetString(rejects.ToArray()).Split("\r\n");
        Assert.StartsWith("2,YBSM,H1,the registry has nyc-01043-0000001 and nyc-01043-0000002", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("4,YBSM,H3,\"another row of the file is about nyc-01043-0000003", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAndDiff_ExternalIdOfARemovedOne_IsFree()
    {
        await using var store = await ImportedAsync(Row("H1"));
        var history = (await store.FindAsync(ComponentId.Parse("nyc-01043-0000001")))!;
        Assert.Null(await store.AppendAsync(
            [history.Remove(new EventRecord(new LocalDate(2026, 1, 1), Instant.FromUtc(2026, 1, 1, 0, 0), "crew")).OrThrow().Events[^1]]));
        Assert.Equal(DiffKind.New, Assert.Single((await DiffAsync(store, Row("H1"))).Lines).Kind);
        Assert.Equal((1, 0), await ImportAsync(store, Row("H1"), First with { Name = "again" }));
    }

    /// <summary>National rows without identifiers are found by their external ids too.</summary>
    [Fact]
    public async Task Diff_NationalListWithoutIdentifiers_FindsByExternalId()
    {
        const string Head = "BJDM,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,LON,LAT,YBSM\n";
        const string Lamp = "01037,路灯,11100000000013338W,局,370202001001001,120.38,36.06,L-7\n";
        await using var store = new InMemoryComponentStore();
        Assert.Equal((1, 0), await ImportAsync(store, Head + Lamp, First with { Scheme = default }, hasHeader: true));
        var options = Options with { Survey = Options.Survey with { Scheme = default } };
        var (result, lines) = await DiffAsync(
            store, Head + Lamp.Replace("120.38", "120.39", StringComparison.Ordinal), hasHeader: true, options: options);
        Assert.Equal((1, "37020201037000001"), (result.Counts.Moved, Assert.Single(lines).Id.ToString()));
    }

    private static string Row(string external, string code = "01043", double east = 0, string name = "Hydrant") =>
        FormattableString.Invariant(
            $",{code},\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",DEP,,{-73.97 + east:R},40.75,{external}\n");

    private static async Task<InMemoryComponentStore> ImportedAsync(string rows, int rejected = 0)
    {
        var store = new InMemoryComponentStore();
        Assert.Equal(rejected, (await ImportAsync(store, rows, First)).Rejected);
        return store;
    }

    private static async Task<(long Accepted, long Rejected)> ImportAsync(
        IComponentStore store, string rows, SurveyOptions options, bool hasHeader = false)
    {
        using var survey = Stream(rows, hasHeader);
        var result = await new SurveyImport(store, options, TimeProvider.System).RunAsync(survey);
        return (result.Mark!.Accepted, result.Mark.Rejected);
    }

    private static async Task<(DiffResult Result, List<DiffLine> Lines)> DiffAsync(
        IComponentStore store, string rows, Stream? rejects = null, bool hasHeader = false, DiffOptions? options = null)
    {
        using var diff = new MemoryStream();
        using var survey = Stream(rows, hasHeader);
        var result = await new ResurveyDiff(store, options ?? Options).RunAsync(survey, diff, rejects);
        Assert.Null(result.Refusal);
        return (result, [.. DiffReview.Read(new MemoryStream(diff.ToArray()))]);
    }

    private static async Task ApplyAsync(IComponentStore store, string rows, bool hasHeader = false)
    {
        using MemoryStream diff = new(), reviewed = new(), survey = Stream(rows, hasHeader);
        Assert.Null((await new ResurveyDiff(store, Options).RunAsync(survey, diff)).Refusal);
        diff.Position = 0;
        Assert.Null(DiffReview.Decide(diff, reviewed, [new DiffRule(DiffDecision.Accept)]).Refusal);
        reviewed.Position = 0;
        Assert.Null((await new DiffApply(store, "reviewer", TimeProvider.System).RunAsync(reviewed)).Refusal);
    }

    private static MemoryStream Stream(string rows, bool hasHeader) => new(Encoding.UTF8.GetBytes(hasHeader ? rows : Header + rows));
}
