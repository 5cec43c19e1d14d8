using System.Text;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Hosting;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A hub that goes on from an older copy: nothing that it had answered for is gone without a word.</summary>
public sealed class RestoreTests : IDisposable
{
    private static readonly Instant At = TestCity.Start + Duration.FromMinutes(1);
    private static readonly ClassKey Class = ClassKey.Parse("GB/T 47678.5-2026:component:01002");
    private readonly TempFile file = new();
    private readonly TempFile copy = new();
    private readonly DeviceKey answers = DeviceKey.Create();

    public void Dispose()
    {
        file.Dispose();
        copy.Dispose();
        answers.Dispose();
    }

    private HubSetup Setup => TestCity.NewSetup() with { AnswerKey = answers };

    [Fact]
    public async Task Accept_WithAnAnswerKey_SignsWhatMovesAnOutboxForThatBatchAlone()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup);
        await using var _ = city;
        var batch = device.Next(device.Contact("lamp", TestCity.Start));
        var answer = await city.Hub.AcceptAsync(batch);
        var receipt = answer.Receipt!;
        Assert.True(receipt.IsSignedBy(answers.Public));
        Assert.Equal(("synced", 1L, answer.Cursor.Hash), (receipt.Content.Status, receipt.Content.Cursor, receipt.Content.Hash));
        Assert.Equal((device.Id, device.Outbox, Lane.Alarm), (receipt.Content.Device, receipt.Content.Outbox, receipt.Content.Lane));
        Assert.Equal(HubReceipt.DigestOf(batch), receipt.Content.Batch.ToArray());
        Assert.Equal(city.Hub.History.Value, receipt.Content.History);
    }

    [Fact]
    public async Task Accept_NodeWithAnAddress_SignedAnswersNameItAndSignTheSameText()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup with { Address = new Uri("https://node-a.example") });
        await using var _ = city;
        var answer = await city.Hub.AcceptAsync(device.Next(device.Contact("lamp", TestCity.Start)));
        Assert.Equal("https://node-a.example/", answer.Owner?.SignedBy(answers.Public)?.AbsoluteUri);
        Assert.True(answer.Receipt!.IsSignedBy(answers.Public));
        Assert.EndsWith(Convert.ToHexStringLower(answer.Receipt.Content.Batch.Span) + "\n",
            Encoding.UTF8.GetString(answer.Receipt.Content.ToBytes()), StringComparison.Ordinal); // as devices before know it
    }

    [Theory]
    [InlineData("unknown-device")]
    [InlineData("bad-signature")]
    public async Task Accept_FromSomebodyElse_IsNotSigned(string word)
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup);
        await using var _ = city;
        var stranger = TestCity.NewDevice(word == "unknown-device" ? "pi-9" : "pi-1");
        var answer = await city.Hub.AcceptAsync(stranger.Next(stranger.Contact("lamp", TestCity.Start)));
        Assert.Equal((word, null), (answer.Word, answer.Receipt));
    }

    [Fact]
    public async Task Start_FromABackup_BeginsAHistoryAndTellsEveryone()
    {
        FeedPosition reader;
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup))
        {
            device = await city.AdmitAsync("pi-1");
            await city.SyncAsync(device, device.Contact("lamp", At));
            SqliteHubBackup.Run(file.Path, copy.Path);
            await city.SyncAsync(device, device.Contact("lamp", At + Duration.FromMinutes(1), active: false));
            await ReportAsync(city, "lost-1");
            reader = (await city.Hub.ReadFeedAsync(default, 1000)).Next;
        }
        var (position, kept) = SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start);
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup, Later);
        Assert.True(File.Exists(kept));
        Assert.NotEqual(reader.History, again.Hub.History);
        var finding = Assert.Single(await again.FindingsAsync(), f => f.Code == "restored");
        Assert.Contains($"after journal entry {position.Number};", finding.Reason.En.Replace(". ", "; ", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains(await again.NotificationsAsync(), n => n is { Subject: "hub", Audience: "Administrator" });
        var page = await again.Hub.ReadFeedAsync(reader, 1000);
        Assert.Equal(position.Notification, Assert.Single(page.Restores).From);
        Assert.Equal(position.Notification + 1, page.Notifications[0].Number);
        Assert.Empty((await again.Hub.ReadFeedAsync(page.Next, 1000)).Restores);
        var ended = Assert.Single(again.Hub.EndedHistories);
        Assert.Equal((reader.History, position.Number), (ended.History, ended.Entry));
    }

    [Fact]
    public async Task Start_FromABackup_SkipsNumbersThatWereGivenAndSaysItOnce()
    {
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup))
        {
            await ReportAsync(city, "r-1");
            SqliteHubBackup.Run(file.Path, copy.Path);
            Assert.EndsWith("000002", await ReportAsync(city, "r-2"), StringComparison.Ordinal);
        }
        SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start);
        for (var start = 0; start < 2; start++)
        {
            await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup, Later);
            Assert.EndsWith($"{1002 + start:d6}", await ReportAsync(again, $"r-{3 + start}"), StringComparison.Ordinal);
            Assert.Single(await again.FindingsAsync(), f => f.Code == "restored");
        }
    }

    [Theory]
    [InlineData(true)] // citykit hub restore
    [InlineData(false)] // the file was copied by hand: the history is the same
    public async Task Accept_ReceiptShowsMoreThanTheHubHas_NamesWhatIsMissingUntilItComesAgain(bool isDeclared)
    {
        var device = TestCity.NewDevice("pi-1");
        SignedReceipt receipt;
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup))
        {
            device = await city.AdmitAsync("pi-1");
            await city.SyncAsync(device, device.Contact("lamp", At));
            if (isDeclared) SqliteHubBackup.Run(file.Path, copy.Path);
        }
        if (!isDeclared) File.Copy(file.Path, copy.Path);
        var older = device.Cursor(Lane.Alarm);
        var (tail, history) = (Array.Empty<byte>(), default(HistoryId));
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup, Later))
        {
            tail = device.Next(device.Contact("lamp", At + Duration.FromMinutes(1), active: false),
                device.Contact("lamp", At + Duration.FromMinutes(2)));
            receipt = (await city.Hub.AcceptAsync(tail)).Receipt!;
            history = city.Hub.History;
        }
        if (isDeclared) SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start);
        else
        {
            foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(file.Path + part);
            File.Copy(copy.Path, file.Path);
        }
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup, Later);
        var shown = device.Header(
            Lane.Alarm, 4, device.Cursor(Lane.Alarm).Hash) with { Receipt = receipt.Encode(), AnswerKey = answers.Public.Print };
        var next = device.Sign(shown, VirtualDevice.Encode(device.Contact("lamp", At + Duration.FromMinutes(3)), 4));
        var answer = await again.Hub.AcceptAsync(next);

        Assert.Equal((BatchStatus.Gap, older.Sequence), (answer.Status, answer.Cursor.Sequence));
        Assert.Equal([new MissingEvents(device.Id, device.Outbox, Lane.Alarm, 2, 3)], again.Hub.Missing);
        Assert.Equal(["missing", "restored"], (await again.FindingsAsync()).Select(f => f.Code).Where(c => c is "missing" or "restored")
            .Order());
        Assert.NotEqual(history, again.Hub.History);
        Assert.Equal(again.Hub.History.Value, answer.Receipt!.Content.History);
        Assert.Equal(HealthStatus.Degraded, (await new HubHealthCheck(again.Hub).CheckHealthAsync(new HealthCheckContext())).Status);

        Assert.Equal(BatchStatus.Gap, (await again.Hub.AcceptAsync(next)).Status); // told once
        Assert.Equal(BatchStatus.Synced, (await again.Hub.AcceptAsync(tail)).Status);
        Assert.Equal(BatchStatus.Synced, (await again.Hub.AcceptAsync(next)).Status);
        Assert.Empty(again.Hub.Missing);
        Assert.Equal(2, (await again.FindingsAsync()).Count(f => f.Code is "missing" or "restored"));
    }

    [Fact]
    public async Task Accept_ReceiptOfAnotherKeyOrLane_ProvesNothing()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup);
        await using var _ = city;
        using var other = DeviceKey.Create();
        var claim = new HubReceipt(device.Id, device.Outbox, Lane.Alarm, "synced", 99, default, city.Hub.History.Value, new byte[32]);
        foreach (var receipt in (
            SignedReceipt[])[claim.Sign(other), (claim with { Lane = Lane.Reading }).Sign(answers),
            (claim with { Device = DeviceId.Parse("pi-2") }).Sign(answers)])
        {
            var header = device.Header(Lane.Alarm, 1, default) with { Receipt = receipt.Encode(), AnswerKey = answers.Public.Print };
            await city.Hub.AcceptAsync(device.Sign(header, VirtualDevice.Encode(device.Contact("lamp", TestCity.Start), 1)));
        }
        Assert.Empty(city.Hub.Missing);
        Assert.DoesNotContain(await city.FindingsAsync(), f => f.Code is "missing" or "restored");
    }

    [Fact]
    public async Task Accept_WhatTheDeviceForgotToo_IsLostAndTold()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup);
        await using var _ = city;
        await city.SyncAsync(device, device.Event(EventKind.Dropped, "device", At, 7, fields: new EventField("reason", "forgotten")));
        var finding = Assert.Single(await city.FindingsAsync(), f => f.Code == "lost");
        Assert.Contains("7 events are lost for good", finding.Reason.En, StringComparison.Ordinal);
        Assert.NotEmpty(await city.NotificationsAsync());
    }

    [Fact]
    public async Task Journal_WithObservations_IsReplayedToTheSameBytes()
    {
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup))
        {
            await ReportAsync(city, "r-1");
            SqliteHubBackup.Run(file.Path, copy.Path);
        }
        SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start);
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup, Later);
        await ReportAsync(again, "r-2");
        await using var replayed = await Deciding.JournalReplay.RunAsync(TestCity.NewSetup(), again.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await again.NotificationsAsync(), await replayed.ReadNotificationsAsync(0, 100_000, default));
        Assert.Equal((await again.ItemsAsync()).Select(i => i.Number), (await replayed.ReadItemsAsync(default).ToListAsync())
            .Select(i => i.Number));
    }

    [Fact]
    public async Task Restore_WhileAHubRuns_IsRefusedAndChangesNothing()
    {
        await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup);
        SqliteHubBackup.Run(file.Path, copy.Path);
        var refused = Assert.Throws<IOException>(() => SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start));
        Assert.Contains("in use by", refused.Message, StringComparison.Ordinal);
        await ReportAsync(city, "goes-on");
    }

    [Fact]
    public async Task Restore_OverAHigherClaim_IsAboveIt()
    {
        await using (await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup)) { }
        SqliteHubBackup.Run(file.Path, copy.Path);
        for (var i = 0; i < 3; i++) await using (await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup)) { }
        Assert.Equal(4 + SqliteHubRestore.EpochsSkipped, SqliteHubRestore.Run(copy.Path, file.Path, TestCity.Start).Position.Epoch);
    }

    private static FakeTimeProvider Later => FakeTime.At(TestCity.Start + Duration.FromMinutes(5));

    private static async Task<string> ReportAsync(TestCity city, string id) =>
        (await city.Hub.ExecuteAsync(
            new FileReport(id, "city-management", Class, GeoPoint.FromDegrees(120.411, 36.061), null, null), TestCity.Resident))
            .OrThrow().Item!.Number!;
}
