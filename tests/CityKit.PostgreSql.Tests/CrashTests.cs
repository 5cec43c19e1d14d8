using System.Globalization;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;
using Xunit.Abstractions;

namespace CityKit.PostgreSql.Tests;

/// <summary>
/// The owner's session is ended, or the server crashes, at random moments between and within commits. CITYKIT_KILLS (default 10) says how
/// often, CITYKIT_SEED repeats a run.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int BatchesBetween = 5;
    private static readonly int Kills = Number("CITYKIT_KILLS", 10);
    private static readonly int Seed = Number("CITYKIT_SEED", Random.Shared.Next());
    private readonly TestDatabase database = TestDatabase.Alone();
    private readonly Random random = new(Seed);
    private int busy;

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Hub_WhoseServerOrSessionDiesAtRandomMoments_LosesNothingAndStoresNothingTwice()
    {
        var (undisturbed, device) = await TestCity.WithDeviceAsync();
        await using var _ = undisturbed;
        await using var city = await TestCity.StartAsync(database.Store("p"));
        var beside = await city.AdmitAsync("pi-1");
        for (var n = 0; n < Kills * BatchesBetween; n++)
        {
            await undisturbed.SyncAsync(device, device.Contact("smoke", At(n), active: n % 2 == 0));
            await SyncAsync(city, beside.Next(beside.Contact("smoke", At(n), active: n % 2 == 0)), At(n), isHit: n % BatchesBetween == 0);
        }
        output.WriteLine($"seed {Seed}: {Kills} kills, {busy} times the device was told to come again");
        Assert.Equal(Kills * BatchesBetween, Assert.Single(city.Hub.Devices).Accepted);
        Assert.Equal(await undisturbed.ExportAsync(), await city.ExportAsync());
        Assert.Empty(await JournalVerifier.RunAsync(city.Hub.Store).ToListAsync());
        Assert.Equal((await undisturbed.NotificationsAsync()).Count, (await city.NotificationsAsync()).Count);
    }

    private async Task SyncAsync(TestCity city, byte[] batch, Instant at, bool isHit)
    {
        if (at > city.Time.Now) city.Time.Advance(at - city.Time.Now);
        var sent = city.Hub.AcceptAsync(batch).AsTask();
        if (isHit) Hit();
        while ((await sent).Status == BatchStatus.Busy)
        {
            busy++;
            sent = city.Hub.AcceptAsync(batch).AsTask();
        }
        Assert.Equal(BatchStatus.Synced, (await sent).Status);
    }

    /// <summary>Anywhere within the commit, or after it.</summary>
    private void Hit()
    {
        Thread.SpinWait(random.Next(200_000));
        if (random.Next(3) == 0) database.Server.Crash(); // takes seconds
        else database.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'CityKit %'");
    }

    private static Instant At(int n) => TestCity.Start + Duration.FromMinutes(n);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
