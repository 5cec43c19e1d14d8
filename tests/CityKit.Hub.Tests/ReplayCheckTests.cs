using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What a store holds is what its journal gives.</summary>
public sealed class ReplayCheckTests : IDisposable
{
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Check_AHubsFile_IsWhatItsJournalGives() => Assert.Null(await CheckAsync(null));

    [Theory] // what is done to the file, its check values made again; the line that differs
    [InlineData("DELETE FROM d_alert WHERE x_at = (SELECT min(x_at) FROM d_alert)", 1)]
    [InlineData("UPDATE d_alert SET crc = NULL, doc = CAST(replace(CAST(doc AS TEXT), 'Falling', 'Felling') AS BLOB) WHERE x_at = (SELECT max(x_at) FROM d_alert)", 3)]
    [InlineData("DELETE FROM d_item", 4)]
    [InlineData("UPDATE d_item_history SET crc = NULL, doc = CAST(replace(CAST(doc AS TEXT), 'open', 'Open') AS BLOB)", 4)]
    [InlineData("DELETE FROM d_item_history", 4)]
    public async Task Check_AFileWhoseDocumentsWereChanged_NamesTheLine(string sql, long line)
    {
        var difference = await CheckAsync(sql);
        Assert.Equal(line, difference?.Line);
        Assert.Contains($"line {line} of the export", difference!.ToString(), StringComparison.Ordinal);
    }

    private async Task<ReplayDifference?> CheckAsync(string? sql)
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using (city)
        {
            for (var i = 0; i < 3; i++)
                await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(i), i == 1 ? "fall-far" : "fall"));
            (await city.Hub.ExecuteAsync(new CityKit.Commands.ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer))
                .OrThrow();
        }
        if (sql is not null) file.Run(sql);
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        return await ReplayCheck.RunAsync(TestCity.NewSetup(), store);
    }
}
