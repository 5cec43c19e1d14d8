using System.Diagnostics.Metrics;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Delivering;
using CityKit.Escalations;
using CityKit.Hub.Tests.Support;
using CityKit.Notifications;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Subscriptions;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Subscription_OfAChannel_GetsWhatItTakesInOrderAndNothingBefore()
    {
        var channel = new RecordingChannel();
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("desk", _ => channel));
        var device = await city.AdmitAsync();
        await city.SmokeAsync(device);
        city.Time.Advance(Duration.FromSeconds(1));
        await city.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised", "AlertCleared"]);
        await city.SmokeAsync(device, active: false);
        city.Time.Advance(Duration.FromSeconds(1));
        await city.SmokeAsync(device);
        Assert.Equal([NotificationKind.AlertCleared, NotificationKind.AlertRaised],
            [(await channel.NextAsync()).Notification.Kind, (await channel.NextAsync()).Notification.Kind]);
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0] is { Behind: 0, Waiting: 0 });
        Assert.Empty(channel.Rest());
    }

    [Fact]
    public async Task Message_ThatFailsAndThenWorks_ComesAgainWithTheSameKeyBeforeTheNext()
    {
        var (channel, failures) = (new RecordingChannel(), 2);
        channel.Answer = _ => failures-- > 0 ? SendResult.Again("HTTP 503") : SendResult.Delivered;
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("desk", _ => channel));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("alerts", "desk", kinds: ["Notice"], audience: "duty-desk");
        await city.SmokeAsync(device);
        var first = await channel.NextAsync();
        await city.SmokeAsync(device, active: false);
        await city.SmokeAsync(device);
        var again = await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1));
        var delivered = await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1));
        Assert.Equal((first.Key, first.Key), (again.Key, delivered.Key));
        Assert.NotEqual(first.Key, (await channel.NextAsync()).Key);
        Assert.StartsWith(
            $"{first.Notification.Subject}-{first.Notification.Number}-{city.Hub.History}", first.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatFailsTooOften_IsADeadLetterThatIsSentAgain()
    {
        var (channel, works) = (new RecordingChannel(), false);
        channel.Answer = _ => works ? SendResult.Delivered : SendResult.Again("HTTP 500");
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("desk", _ => channel).Configure(o => o.MaxAttempts = 3));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised"]);
        await city.SmokeAsync(device);
        var first = await channel.NextAsync();
        await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1));
        await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1));
        await NotifyCity.UntilAsync(async () => await city.Desk.CountDeadLettersAsync() == 1);
        var letter = Assert.Single(await city.Desk.ReadDeadLettersAsync());
        Assert.Equal((3, "HTTP 500", true), (letter.Attempts, letter.Failure, letter.IsDead));
        var check = new NotificationHealthCheck(city.Desk);
        Assert.Equal(HealthStatus.Degraded, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
        works = true;
        Assert.True(await city.Desk.ResendAsync(letter.Id));
        Assert.False(await city.Desk.ResendAsync(letter.Id + 1));
        Assert.Equal(first.Key, (await channel.NextAsync()).Key);
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0].Waiting == 0);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.Empty(await city.Desk.ReadDeadLettersAsync());
    }

    [Fact]
    public async Task Channel_ThatThrowsAnAddress_LeavesNoneOfItInLogOrLetter()
    {
        var channel = new RecordingChannel { Answer = message => throw new InvalidOperationException($"no route to {message.Recipient}") };
        await using var city = await NotifyCity.StartAsync(n =>
            n.AddChannel("sms", _ => channel).UseAddressBook(NotifyCity.Book).Configure(o => o.MaxAttempts = 1));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People);
        await city.SmokeAsync(device);
        await NotifyCity.UntilAsync(async () => await city.Desk.CountDeadLettersAsync() > 0);
        Assert.Equal("InvalidOperationException", (await city.Desk.ReadDeadLettersAsync())[0].Failure);
        Assert.DoesNotContain(city.Log, line => line.Contains("1390000", StringComparison.Ordinal));
        Assert.DoesNotContain(await city.Hub.Store.ReadJournalAsync(0, default).ToListAsync(),
            entry => System.Text.Encoding.UTF8.GetString(entry.Payload.Span).Contains("1390000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_OnDuty_AreReachedInTheirLanguageAndTheFallbackWhereNobodyIs()
    {
        var channel = new RecordingChannel();
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("sms", _ => channel).UseAddressBook(NotifyCity.Book));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, kinds: ["Notice"]);
        await city.SmokeAsync(device); // critical: quiet hours do not hold it
        var messages = new[] { await channel.NextAsync(), await channel.NextAsync() }.ToDictionary(m => m.Notification.Audience);
        Assert.Equal(("13900000001", "Smoke"), (messages["duty-desk"].Recipient, messages["duty-desk"].Title));
        Assert.Equal(("13900000002", "烟雾"), (messages["everybody"].Recipient, messages["everybody"].Title));
        var finding = Assert.Single(await city.Hub.Store.ReadFindingsAsync(default).ToListAsync(), f => f.Code == "nobody-on-duty");
        Assert.Equal("everybody", finding.Source);
        await city.SmokeAsync(device, active: false);
        await city.SmokeAsync(device);
        await channel.NextAsync();
        await channel.NextAsync();
        Assert.Single(await city.Hub.Store.ReadFindingsAsync(default).ToListAsync(), f => f.Code == "nobody-on-duty");
    }

    [Fact]
    public async Task People_InQuietHours_GetWhatIsNotUrgentWhenTheyEnd()
    {
        var channel = new RecordingChannel();
        await using var city = await NotifyCity.StartAsync(n =>
            n.AddChannel("sms", _ => channel).UseAddressBook(NotifyCity.Book).UseEscalations("""
            {"schema": 1, "plans": [{"name": "lamps", "of": "alerts", "severity": "info", "rules": ["lamp-dark"], "levels": [{"audience": "duty-desk", "wait": "P7D"}]}]}
            """u8.ToArray()));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, audience: "duty-desk");
        await city.Hub.AcceptAsync(device.Next(device.Contact("lamp", city.Time.Now)));
        city.Time.Advance(Duration.FromMinutes(31)); // 08:31 in Shanghai: quiet until 09:00
        await city.Hub.AcceptAsync(device.Next(device.Heartbeat(city.Time.Now)));
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0] is { Waiting: 1, OldestSince: null });
        await city.SmokeAsync(device);
        Assert.Equal("Smoke", (await channel.NextAsync()).Title);
        Assert.Equal("Lamp dark", (await city.PassUntilAsync(channel.NextAsync(), Duration.FromMinutes(1))).Title);
        Assert.InRange(city.Time.Now - TestCity.Start, Duration.FromMinutes(60), Duration.FromMinutes(65));
    }

    [Fact]
    public async Task People_OneOfWhomIsNotReachedForLong_DoNotWaitForEachOther()
    {
        var channel = new RecordingChannel
        {
            Answer = m => m.Recipient == "13900000001" ? SendResult.Again("HTTP 503") : SendResult.Delivered,
        };
        await using var city = await NotifyCity.StartAsync(n =>
            n.AddChannel("sms", _ => channel).UseAddressBook(NotifyCity.Book).Configure(o => o.MostWaiting = 1));
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, kinds: ["Notice"]);
        await city.SmokeAsync(device);
        await channel.NextAsync();
        await channel.NextAsync();
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0].Waiting == 1);
        await city.SmokeAsync(device, active: false);
        await city.SmokeAsync(device);
        Assert.Equal("13900000002", (await channel.NextAsync()).Recipient);
        var letter = Assert.Single(await city.Desk.ReadDeadLettersAsync());
        Assert.Equal(("li", "1 wait already"), (letter.Person, letter.Failure));
    }

    [Fact]
    public async Task Deliverer_ThatIsStartedAgain_GoesOnWhereItWas()
    {
        using var file = new TempFile();
        var (channel, store, works) = (new RecordingChannel(), new SqliteCityStore(file.Path), true);
        channel.Answer = _ => works ? SendResult.Delivered : SendResult.Again("down");
        VirtualDevice device;
        string waiting;
        await using (var before = await NotifyCity.StartAsync(
            n => n.UseSqlite(file.Path + ".deliveries").AddChannel("desk", _ => channel), store))
        {
            device = await before.AdmitAsync();
            await before.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised", "AlertCleared"]);
            await before.SmokeAsync(device);
            await channel.NextAsync();
            await NotifyCity.UntilAsync(async () => (await before.Desk.ReadSubscriptionsAsync())[0] is { Waiting: 0, Behind: 0 });
            works = false;
            await before.SmokeAsync(device, active: false);
            waiting = (await channel.NextAsync()).Key;
        }
        works = true;
        await using var city = await NotifyCity.StartAsync(
            n => n.UseSqlite(file.Path + ".deliveries").AddChannel("desk", _ => channel), new SqliteCityStore(file.Path));
        await city.SmokeAsync(device);
        var first = await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1));
        Assert.Equal(waiting, first.Key);
        Assert.Equal(NotificationKind.AlertRaised,
            (await city.PassUntilAsync(channel.NextAsync(), Duration.FromSeconds(1))).Notification.Kind);
        Assert.Empty(channel.Rest());
    }

    [Fact]
    public async Task Subscription_OfAHubThatWasRestored_LearnsFromWhereAndGetsWhatCameAfter()
    {
        using var file = new TempFile();
        var channel = new RecordingChannel();
        var deliveries = file.Path + ".deliveries";
        VirtualDevice device;
        long kept;
        await using (var before = await NotifyCity.StartAsync(
            n => n.UseSqlite(deliveries).AddChannel("desk", _ => channel), new SqliteCityStore(file.Path)))
        {
            device = await before.AdmitAsync();
            await before.SubscribeAsync("all", "desk");
            await channel.NextAsync();
            SqliteHubBackup.Run(file.Path, file.Path + ".copy");
            kept = (await before.Hub.Store.ReadPositionAsync(default)).Notification;
            await before.SmokeAsync(device);
            for (var i = 0; i < 3; i++) await channel.NextAsync();
            await NotifyCity.UntilAsync(async () => (await before.Desk.ReadSubscriptionsAsync())[0] is { Waiting: 0, Behind: 0 });
        }
        await using var city = await NotifyCity.StartAsync(
            n => n.UseSqlite(deliveries).AddChannel("desk", _ => channel), new SqliteCityStore(file.Path + ".copy"));
        var restored = await channel.NextAsync();
        Assert.Equal((NotificationKind.Restored, kept, city.Hub.History),
            (restored.Notification.Kind, restored.Notification.Number, restored.History));
        Assert.Equal(kept + 1, (await channel.NextAsync()).Notification.Number);
    }

    [Fact]
    public async Task Acknowledgement_OfAnAlert_IsMeasured()
    {
        var channel = new RecordingChannel();
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("desk", _ => channel).UseEscalations("""
            {"schema": 1, "plans": [{"name": "fire", "of": "alerts", "rules": ["smoke"], "levels": [{"audience": "DutyOfficer", "wait": "PT2M"}]}]}
            """u8.ToArray()));
        var (factory, measured) = (city.Services.GetRequiredService<IMeterFactory>(),
            new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "citykit.notifications.acknowledgement.duration" && instrument.Meter.Scope == factory)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => measured.TrySetResult(seconds));
        listener.Start();
        await city.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised"]);
        await city.SmokeAsync(await city.AdmitAsync());
        var alert = (await channel.NextAsync()).Notification.Subject;
        city.Time.Advance(Duration.FromSeconds(90));
        (await city.Hub.ExecuteAsync(new Acknowledge("a-1", alert), TestCity.Officer)).OrThrow();
        Assert.Equal(90, await measured.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task PutSubscription_OfAChannelThatIsNotThere_IsRefusedWithThoseThatAre()
    {
        await using var city = await NotifyCity.StartAsync(n => n.AddChannel("desk", _ => new RecordingChannel()));
        var refusal = (await city.Hub.ExecuteAsync(new PutSubscription("p-1", "x", "dsk"), TestCity.Admin)).Refusal;
        Assert.Equal(("bad-request", "desk people"), (refusal?.Code, string.Join(' ', refusal?.Allowed ?? [])));
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new PutSubscription("p-1", "x", "desk"), TestCity.Manager)).Refusal?.Code);
    }

    [Fact]
    public async Task Options_OutOfRange_AreRefusedAtStart()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            NotifyCity.StartAsync(n => n.Configure(o => o.MaxAttempts = 0)));
        Assert.Contains("MaxAttempts is 0; allowed: 1 to 100", refused.Message, StringComparison.Ordinal);
    }
}
