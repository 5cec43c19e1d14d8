using System.Text;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Import.Resurveys;
using CityKit.Import.Surveys;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Components.Tests.Surveys;

public class ResurveyTests
{
    private const string Partial = "GLBJBSM,YHDWMC,BZ,LON,LAT\n";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 4, 0);
    private static readonly DiffOptions Options = new()
        { Survey = new SurveyOptions { Name = "resurvey-1", On = new LocalDate(2026, 11, 20) } };

    [Fact]
    public async Task Diff_EveryKind_IsTold()
    {
        await using var store = await FilledAsync(6);
        var text = Partial + Cells(1) + Cells(2, metresEast: 5) + Cells(3, maintainer: "养护九队") + Cells(4, metresEast: 1.5)
            + Cells(5, note: "灯罩破", metresEast: 30);
        var (result, diff) = await DiffAsync(store, text, Options);
        Assert.Equal(new DiffCounts(New: 0, Moved: 2, Changed: 1, Missing: 1, Same: 2, Rejected: 0), result.Counts);
        var lines = Lines(diff);
        Assert.Equal([(DiffKind.Moved, 2), (DiffKind.Changed, 3), (DiffKind.Moved, 5), (DiffKind.Missing, 6)],
            lines.Select(line => (line.Kind, line.Id.Sequence)));
        Assert.InRange(lines[0].Metres, 4.9, 5.1);
        Assert.Equal(new FieldChange("YHDWMC", "养护二队", "养护九队"), Assert.Single(lines[1].Changes));
        Assert.Equal(["LON,LAT", "BZ"], lines[2].Changes.Select(change => change.Field));
        Assert.Equal([DiffDecision.None], lines.Select(line => line.Decision).Distinct());
    }

    [Fact]
    public async Task Apply_WhatWasAccepted_IsHistoryAndTheRestIsNot()
    {
        await using var store = await FilledAsync(6);
        var text = SurveyText.Csv(
            SurveyText.Row(1), SurveyText.Row(Samples.Id(2).ToString(), 120.5, 36), SurveyText.Row(Samples.Id(3).ToString(), 120.6, 36),
            SurveyText.Row(4), SurveyText.Row(40));
        var (_, diff) = await DiffAsync(store, text, Options);
        var reviewed = Reviewed(
            diff, new DiffRule(DiffDecision.Accept), new DiffRule(DiffDecision.Refuse, FirstLine: 2, LastLine: 2),
            new DiffRule(DiffDecision.Refuse, DiffKind.Missing, FirstLine: 5));
        Assert.Equal([DiffKind.Moved, DiffKind.Moved, DiffKind.New, DiffKind.Missing, DiffKind.Missing], Lines(reviewed)
            .Select(line => line.Kind));
        Assert.Equal(new DiffCounts(1, 1, 0, 1, 0, 0), (await ApplyAsync(store, reviewed)).Counts);
        var moved = (await store.FindAsync(Samples.Id(2)))!;
        Assert.Equal((2, ComponentEventKind.Move, 120.5), (moved.Events.Length, moved.Events[1].Kind, moved.Current.Location.Longitude));
        Assert.Equal(new EventRecord(new LocalDate(2026, 11, 20), Now, "reviewer-3", "re-survey resurvey-1"), moved.Events[1].Record);
        Assert.Single((await store.FindAsync(Samples.Id(3)))!.Events);
        Assert.Equal(ComponentState.Lost, (await store.FindAsync(Samples.Id(5)))!.Current.State);
        Assert.Equal(ComponentState.Intact, (await store.FindAsync(Samples.Id(6)))!.Current.State);
        Assert.Equal(new LocalDate(2026, 11, 20), (await store.FindAsync(Samples.Id(40)))!.Current.FirstSurveyed);
        Assert.Equal(default, (await ApplyAsync(store, reviewed)).Counts); // again: nothing
        // the sixth is missing still
        Assert.Equal(0, (await DiffAsync(
            store, text.Replace("120.6,36", "120.3803,36.06", StringComparison.Ordinal), Options)).Result.Counts.Lines - 1);
    }

    [Fact]
    public async Task Apply_MovedAndChanged_KeepsWhatWasNotSaid()
    {
        await using var store = await FilledAsync(1);
        var (_, diff) = await DiffAsync(store, Partial + Cells(1, metresEast: 9, maintainer: "养护九队"), Options);
        await ApplyAsync(store, Reviewed(diff, new DiffRule(DiffDecision.Accept)));
        var history = (await store.FindAsync(Samples.Id(1)))!;
        Assert.Equal([ComponentEventKind.Survey, ComponentEventKind.Move, ComponentEventKind.Survey],
            history.Events.Select(entry => entry.Kind));
        Assert.Equal(Samples.Lamp(
            1) with { Location = history.Current.Location, Maintainer = new ResponsibleBody("养护九队"), Changed = new LocalDate(2026, 11, 20),
            Note = "", Photos = PhotoList.Of("a.jpg", "b.jpg") }, history.Current);
    }

    [Fact]
    public async Task Apply_NotDecidedOrAnotherState_IsRefused()
    {
        await using var store = await FilledAsync(3);
        var (_, diff) = await DiffAsync(store, Partial + Cells(1, metresEast: 9), Options);
        Assert.Equal("undecided", (await ApplyAsync(store, diff)).Refusal?.Code);
        var reviewed = Reviewed(diff, new DiffRule(DiffDecision.Accept));
        Assert.Null(await store.AppendAsync([(await store.FindAsync(Samples.Id(3)))!.Damage(Samples.Record(9)).OrThrow().Events[^1]]));
        Assert.Equal("other-state", (await ApplyAsync(store, reviewed)).Refusal?.Code);
        Assert.Single((await store.FindAsync(Samples.Id(1)))!.Events);
        await using var other = new InMemoryComponentStore();
        Assert.Equal("other-state", (await ApplyAsync(other, reviewed)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Apply_ALineGone_IsRefused(int gone)
    {
        await using var store = await FilledAsync(3);
        var (_, diff) = await DiffAsync(store, Partial + Cells(1, metresEast: 9), Options);
        var lines = Encoding.UTF8.GetString(Reviewed(diff, new DiffRule(DiffDecision.Accept)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        lines.RemoveAt((gone + lines.Count) % lines.Count);
        Assert.Equal("diff", (await ApplyAsync(store, Encoding.UTF8.GetBytes(string.Join('\n', lines)))).Refusal?.Code);
        Assert.Single((await store.FindAsync(Samples.Id(1)))!.Events);
    }

    [Fact]
    public async Task Apply_Interrupted_GoesOnAndDoesNothingTwice()
    {
        const int Count = 12_000;
        var store = new FailingStore(await FilledAsync(Count));
        var text = new StringBuilder(Partial);
        for (var i = 1; i <= Count; i++) text.Append(Cells(i, maintainer: "养护九队"));
        var (_, diff) = await DiffAsync(store, text.ToString(), Options);
        var reviewed = Reviewed(diff, new DiffRule(DiffDecision.Accept));
        store.FailAfter = 1;
        await Assert.ThrowsAsync<IOException>(() => ApplyAsync(store, reviewed));
        store.FailAfter = int.MaxValue;
        Assert.Equal(Count - 5_000, (await ApplyAsync(store, reviewed)).Counts.Changed);
        await foreach (var entry in store.ReadLastAsync()) Assert.Equal((2, "养护九队"), (entry.Number, entry.After.Maintainer!.Name));
    }

    [Fact]
    public async Task Diff_WrongRows_AreRejected()
    {
        await using var store = await FilledAsync(3);
        Assert.Null(await store.AppendAsync([(await store.FindAsync(Samples.Id(3)))!.Remove(Samples.Record(9)).OrThrow().Events[^1]]));
        using var rejects = new MemoryStream();
        var text = Partial + Cells(1) + Cells(1) + Cells(3) + "37020201037000099,,,120.38,36\n" + "x,,,120,36\n";
        using var diff = new MemoryStream();
        var result = await new ResurveyDiff(store, Options).RunAsync(SurveyText.Stream(text), diff, rejects);
        Assert.Equal((4, 1, 1), (result.Counts.Rejected, result.Counts.Same, result.Counts.Missing));
        Assert.Equal(5, Encoding.UTF8.GetString(rejects.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Diff_Missing_OnlyWhereAndWhatWasSurveyed()
    {
        await using var store = await FilledAsync(3);
        var (cover, far) = (Samples.Lamp(1) with { Id = Samples.Id(1, "01001") },
            Samples.Lamp(9) with { Grid = GridKey.Of(UnitGridCode.Parse("370202002001001")), Street = null, Community = null });
        Assert.Null(await store.AppendAsync(
            [ComponentHistory.Begin(cover, Samples.Record(0)).Events[0], ComponentHistory.Begin(far, Samples.Record(0)).Events[0]]));
        Assert.Equal(3, (await DiffAsync(store, Partial + Cells(1), Options)).Result.Counts.Missing);
        Assert.Equal(2, (await DiffAsync(
            store, Partial + Cells(1), Options with { Within = AreaCode.Parse("370202001") })).Result.Counts.Missing);
    }

    [Fact]
    public async Task Apply_NewWithoutAnId_GetsTheNext()
    {
        await using var store = await FilledAsync(3);
        const string Text = "BJDM,ZGBMDM,ZGBMMC,SZDYWGBSM,LON,LAT\n01037,11100000000013338W,局,370202001001001,120.39,36.06\n";
        var (_, diff) = await DiffAsync(store, Text, Options with { Survey = Options.Survey with { Catalogue = ClassCatalogue.GbT47678 } });
        Assert.Equal(1, (await ApplyAsync(
            store, Reviewed(diff, new DiffRule(DiffDecision.Accept, Class: Samples.Id(1).Class)))).Counts.New);
        Assert.Equal("路灯", (await store.FindAsync(Samples.Id(4)))!.Current.Name);
    }

    private static string Cells(int sequence, double metresEast = 0, string maintainer = "", string note = "")
    {
        var place = Samples.Lamp(sequence).Location;
        return FormattableString.Invariant(
            $"{Samples.Id(sequence)},{maintainer},{note},{place.Longitude + metresEast / 89_890:R},{place.Latitude:R}\n");
    }

    private static async Task<InMemoryComponentStore> FilledAsync(int count)
    {
        var store = new InMemoryComponentStore();
        Assert.Null(await store.AppendAsync(
            [.. Enumerable.Range(1, count)
            .Select(i => ComponentHistory.Begin(
            Samples.Lamp(i) with { Photos = PhotoList.Of("a.jpg", "b.jpg"), Note = "" }, Samples.Record(0)).Events[0])]));
        return store;
    }

    private static async Task<(DiffResult Result, byte[] Diff)> DiffAsync(IComponentStore store, string text, DiffOptions options)
    {
        using var diff = new MemoryStream();
        var result = await new ResurveyDiff(store, options).RunAsync(SurveyText.Stream(text), diff);
        Assert.Null(result.Refusal);
        return (result, diff.ToArray());
    }

    private static List<DiffLine> Lines(byte[] diff) => [.. DiffReview.Read(new MemoryStream(diff))];

    private static byte[] Reviewed(byte[] diff, params DiffRule[] rules)
    {
        using var reviewed = new MemoryStream();
        Assert.Null(DiffReview.Decide(new MemoryStream(diff), reviewed, rules).Refusal);
        return reviewed.ToArray();
    }

    private static async Task<DiffResult> ApplyAsync(IComponentStore store, byte[] diff)
    {
        using var stream = new MemoryStream(diff);
        return await new DiffApply(store, "reviewer-3", FakeTime.At(Now), ClassCatalogue.GbT47678).RunAsync(stream);
    }
}
