using CityKit.Edge.Bundles;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Bundles;

/// <summary>The power goes before each single step that touches the disk; the next start must find a working configuration.</summary>
public sealed class PowerCutTests
{
    private sealed class PowerCut : Exception;

    [Fact]
    public void Take_CutAtEachStep_LeavesTheOldOrTheNewOneAndTakesTheNext() =>
        CutAtEachStep((bundles, keeper) => keeper.Take(bundles.Bundle(2)), prepare: _ => { }, expected: [1, 2], least: 8);

    [Fact]
    public void RollBack_CutAtEachStep_LeavesTheOldOrTheNewOneAndTakesTheNext() =>
        CutAtEachStep((_, keeper) => keeper.RollBack("no commit in time"), prepare: TakeTwo, expected: [1, 2], least: 5);

    [Fact]
    public void Confirm_CutAtEachStep_LeavesItInForceOnTrialOrNot() =>
        CutAtEachStep((_, keeper) => keeper.Confirm(), prepare: TakeTwo, expected: [2], least: 4);

    [Fact]
    public void Take_TheFirstOneCutAtEachStep_LeavesOwnFilesOrTheNewOne()
    {
        for (var cut = 1; ; cut++)
        {
            using var folder = new TempFolder();
            using var bundles = new TestBundles(folder);
            var (finished, steps) = Run(bundles, cut, keeper => keeper.Take(bundles.Bundle(2)));
            var after = bundles.Open();
            Assert.Contains(after.Active?.Version, new long?[] { null, 2 });
            Assert.True(after.Active is not null || after.Take(bundles.Bundle(2)) is null, $"cut at {steps[^1]}");
            if (finished) break;
        }
    }

    private static void TakeTwo(TestBundles bundles) => Assert.Null(bundles.Open().Take(bundles.Bundle(2)));

    private static void CutAtEachStep(Action<TestBundles, BundleKeeper> act, Action<TestBundles> prepare, long[] expected, int least)
    {
        for (var cut = 1; ; cut++)
        {
            using var folder = new TempFolder();
            using var bundles = new TestBundles(folder);
            bundles.OpenWith(1);
            prepare(bundles);
            var (finished, steps) = Run(bundles, cut, keeper => act(bundles, keeper));
            var after = bundles.Open();
            Assert.True(expected.Contains(after.Active!.Version), $"{after.Active.Version} is in force after a cut at {steps[^1]}");
            Assert.Null(after.Take(bundles.Bundle(3)));
            Assert.Equal(3, bundles.Open().Active!.Version);
            Assert.Empty(Directory.GetFiles(bundles.Folder, "*.new"));
            if (!finished) continue;
            Assert.True(cut > least, $"only {cut - 1} steps: {string.Join(", ", steps)}");
            return;
        }
    }

    /// <returns>True when it was done before the cut, and the steps begun.</returns>
    private static (bool Finished, List<string> Steps) Run(TestBundles bundles, int cut, Action<BundleKeeper> act)
    {
        var steps = new List<string>();
        var armed = false;
        var keeper = bundles.Open(step =>
        {
            if (!armed) return;
            steps.Add(step);
            if (steps.Count == cut) throw new PowerCut();
        });
        armed = true;
        try
        {
            act(keeper);
            return (true, steps);
        }
        catch (PowerCut)
        {
            return (false, steps);
        }
    }
}
