using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Notifications;
using CityKit.PostgreSql.Deliveries;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.PostgreSql.Tests;

/// <summary>What waits to be delivered, in a database that several nodes have.</summary>
public sealed class DeliveryStoreTests : IAsyncDisposable
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 0, 0);
    private static readonly FeedPosition Here = FeedPosition.Parse("000102030405060708090a0b0c0d0e0f.AAEC");
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider time = FakeTime.At(At);
    private PostgreSqlDatabase? city;

    public async ValueTask DisposeAsync()
    {
        if (city is not null) await city.DisposeAsync();
        database.Dispose();
    }

    [PostgresFact]
    public async Task Open_AfterAnotherNodeHasStopped_GoesOnWhereItWas()
    {
        await using (var first = NewStore("a"))
        {
            Assert.Empty((await first.OpenAsync(default)).Positions);
            await first.KeepAsync("desk", Here, [Of(1), Of(2), Of(3) with { IsDead = true }], default);
            await first.RemoveAsync(1, default);
            await first.PutAsync(Of(2) with { Attempts = 4 }, default);
        }
        await using var second = NewStore("b");
        var opening = await second.OpenAsync(default);
        Assert.Equal(Here, opening.Positions["desk"]);
        Assert.Equal((2, 4, 3), (Assert.Single(opening.Waiting).Id, opening.Waiting[0].Attempts, opening.LastId));
        Assert.Equal(3, Assert.Single(await second.ReadDeadAsync(0, 10, default)).Id);
        Assert.Equal(1, await second.CountDeadAsync(default));
        await second.ForgetAsync("desk", default);
        Assert.Equal(0, await second.CountDeadAsync(default));
    }

    [PostgresFact]
    public async Task Open_WhileAnotherNodeDelivers_Waits()
    {
        await using var first = NewStore("a");
        await first.OpenAsync(default);
        await using var second = NewStore("b");
        using var impatient = new CancellationTokenSource();
        var opening = second.OpenAsync(impatient.Token).AsTask();
        await first.KeepAsync("desk", Here, [Of(1)], default); // it delivers still
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(["a"], database.Run("SELECT holder FROM delivery_claim"));
    }

    [PostgresFact] // frozen for longer than the others' patience, then thawed
    public async Task Keep_AfterAnotherNodeTookOver_StoresNothingAndSaysSo()
    {
        await using var first = NewStore("a");
        await first.OpenAsync(default);
        await first.KeepAsync("desk", Here, [Of(1)], default);
        database.Run("UPDATE delivery_claim SET seen_at = 0");
        await using var second = NewStore("b");
        Assert.Single((await second.OpenAsync(default)).Waiting);
        await Assert.ThrowsAsync<IOException>(async () => await first.RemoveAsync(1, default));
        await Assert.ThrowsAsync<IOException>(async () => await first.KeepAsync("desk", default, [Of(9)], default));
        Assert.True(first.Lost.IsCompleted);
        Assert.False(second.Lost.IsCompleted);
        Assert.Equal(["1"], database.Run("SELECT id FROM deliveries"));
    }

    private PostgreSqlDeliveryStore NewStore(string node) =>
        new(city ??= new PostgreSqlDatabase(database.ConnectionString), node, time);

    private static Delivery Of(long id) => new(id, "desk", "desk", null, HistoryId.Parse("000102030405060708090a0b0c0d0e0f"),
        new Notification(id, At, NotificationKind.Notice, "a", new LocalizedText("一", "one"), "") { Partition = 3 },
        new NotificationMatter(null, null, null, null), At);
}
