using CityKit.Samples.City;

namespace CityKit.Sample.Tests;

/// <summary>A city in an afternoon (docs/your-city.md): its numbers, the first time and the second.</summary>
public sealed class CityTests : IDisposable
{
    private static readonly string[] Promised =
    [
        "✓ neighbourhoods: 22", "✓ trees taken in: 509", "✓ trees without coordinates: 86", "✓ trees outside every neighbourhood: 9",
        "✓ neighbourhood of the report: V01", "✓ tree of the report: van-04002-0000004", "✓ who answers for it: Vancouver Park Board",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("ck-city-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Run_TheAfternoon_ReachesEveryNumber()
    {
        var database = Path.Combine(folder, "city.db");
        for (var run = 0; run < 2; run++)
        {
            using var output = new StringWriter();
            Assert.Equal(0, await Afternoon.RunAsync(output, AppContext.BaseDirectory, database));
            Assert.Equal(Promised, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Expect_AnotherNumber_SaysWhichAndIsOne()
    {
        using var output = new StringWriter();
        var checks = new Checks(output);
        checks.Expect("trees taken in", 509, 508);
        checks.Expect("neighbourhoods", 22, 22);
        Assert.Equal((1, "✗ trees taken in: 508, not 509"), (checks.Result, output.ToString().Split(Environment.NewLine)[0]));
    }
}
