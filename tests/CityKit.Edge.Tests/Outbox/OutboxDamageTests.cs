using System.Globalization;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using Xunit.Abstractions;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>
/// A copied database and log, cut or garbled anywhere: every event that was told as committed is there with its content, or the file is
/// moved aside, what reads goes on in a new outbox, and what does not is told. 250 variants unless <c>CITYKIT_DAMAGE_VARIANTS</c> says
/// otherwise; 10,000 for the full run.
/// </summary>
public sealed class OutboxDamageTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_CopyCutOrGarbledAnywhere_HasEveryToldEventOrSalvagesAndTellsWhatIsMissing()
    {
        var variants = Setting("CITYKIT_DAMAGE_VARIANTS", 250);
        var seed = Setting("CITYKIT_DAMAGE_SEED", Environment.TickCount);
        var random = new Random(seed);
        var original = DamagedCopy.Make(folder, random);
        var (sound, salvaged, kept, lost) = (0, 0, 0L, 0L);
        for (var variant = 1; variant <= variants; variant++)
        {
            var how = original.Put(folder, random);
            var salvage = original.Check(folder, $"seed {seed}, variant {variant}: {how}");
            if (salvage is null) sound++;
            else (salvaged, kept, lost) = (salvaged + 1, kept + salvage.Kept, lost + salvage.Lost);
        }
        output.WriteLine($"seed {seed}: {variants} variants, {sound} as they were, {salvaged} salvaged: {kept} events kept, {lost} lost and told, of {(long)salvaged * original.Events}");
        Assert.True(sound > 0 && salvaged > 0 && kept > 0, $"seed {seed}");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
