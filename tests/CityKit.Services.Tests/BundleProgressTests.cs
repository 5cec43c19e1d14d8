using CityKit.Core.Calendar;
using CityKit.Services.Bundles;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;
using NodaTime;

namespace CityKit.Services.Tests;

/// <summary>One view of several departments' steps: what runs, what waits for what, and when the whole is due.</summary>
public sealed class BundleProgressTests
{
    private static readonly WorkClock Clock = new(WorkCalendar.BuiltIn, WorkHours.Default);
    private static readonly ServiceBundle NewBorn = TestCatalogue.Load("new-born").FindBundle("new-born")!;

    [Fact]
    public void At_OfABundleThatStartsNow_RunsInParallelAndIsDueByItsLongestPath()
    {
        var progress = BundleProgress.At(NewBorn, new Dictionary<string, StepFacts>(), Clock, TestCatalogue.Now);
        Assert.Equal<string>(["birth-certificate", "household-registration", "medical-insurance", "maternity-costs"],
            progress.CriticalPath);
        // 1 + 3 + 1 + 10 working days from Monday 2 March; 21 in all, were they one after the other
        Assert.Equal((Instant.FromUtc(2026, 3, 20, 10, 0), 14), (progress.Due.At, progress.WorkDays));
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 10, 0), Of(progress, "vaccination-record").Start);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 10, 0), Of(progress, "household-registration").Start);
        Assert.False(Of(progress, "vaccination-record").IsCritical);
    }

    [Fact]
    public void At_OfABundleOnTheWay_ShowsEachStepsStageAndWhatItWaitsFor()
    {
        var day = TestCatalogue.Now + Duration.FromDays(1);
        var progress = BundleProgress.At(NewBorn, new Dictionary<string, StepFacts>
        {
            ["birth-certificate"] = new(TestCatalogue.Now, TestCatalogue.Now + Duration.FromHours(3), []),
            ["vaccination-record"] = new(TestCatalogue.Now + Duration.FromHours(3), null, []),
            ["household-registration"] = new(null, null, ["household-booklet"]),
        }, Clock, day);
        Assert.Equal(1, progress.Done);
        Assert.Equal(StepStage.Running, Of(progress, "vaccination-record").Stage);
        Assert.Equal((StepStage.WaitsForMaterials, "household-booklet"),
            (Of(progress, "household-registration").Stage, Of(progress, "household-registration").WaitsFor[0]));
        Assert.Equal((StepStage.WaitsForSteps, "household-registration"),
            (Of(progress, "medical-insurance").Stage, Of(progress, "medical-insurance").WaitsFor[0]));
        Assert.Equal<string>(["household-registration", "medical-insurance", "maternity-costs"], progress.CriticalPath);
    }

    [Fact]
    public void At_OverAYearWhoseHolidaysAreNotKnown_IsProvisional()
    {
        var progress = BundleProgress.At(NewBorn, new Dictionary<string, StepFacts>(), Clock, Instant.FromUtc(2040, 3, 1, 0, 0));
        Assert.True(progress.Due.Provisional);
        Assert.All(progress.Steps, step => Assert.True(step.Due.Provisional));
    }

    [Fact]
    public void Plan_OfABundle_AsksWhatItemsShareOnce()
    {
        var catalogue = TestCatalogue.Load("new-born");
        var plan = new ServicePlanner(catalogue, []).Plan(NewBorn, TestCatalogue.Wallet("new-born"), TestCatalogue.Now);
        var mother = Assert.Single(plan.Materials, line => line.Material.Id == "mother-id");
        Assert.Equal<string>(["birth-certificate", "vaccination-record", "household-registration", "medical-insurance"], mother.Items);
        Assert.Equal(13, plan.Figures.Shared);
    }

    [Fact]
    public void Plan_OfAStepThatDoesNotComeAfterTheIssuer_StillAsksForIt()
    {
        var text = System.Text.Encoding.UTF8.GetString(TestCatalogue.Bytes("new-born.json"))
            .Replace("{\"item\": \"vaccination-record\", \"after\": [\"birth-certificate\"]}", "{\"item\": \"vaccination-record\"}",
                StringComparison.Ordinal);
        var catalogue = TestCatalogue.Read(System.Text.Encoding.UTF8.GetBytes(text));
        var plan = new ServicePlanner(catalogue, []).Plan(catalogue.FindBundle("new-born")!, TestCatalogue.Wallet("new-born"),
            TestCatalogue.Now);
        Assert.Equal(MaterialWay.HandIn, plan.Materials.Single(line => line.Material.Id == "birth-certificate").Way);
    }

    private static StepProgress Of(BundleProgress progress, string item) => progress.Steps.Single(step => step.Item == item);
}
