using CityKit.Desk.Words;
using CityKit.Notifications;
using CityKit.Storage;
using Microsoft.JSInterop;

namespace CityKit.Desk.Duty;

/// <content>What comes in while the desk is open: rows that are shown change where they are, new ones are counted.</content>
public partial class DutyDesk
{
    private const int MostRead = 50;

    /// <summary>Listens until the desk is closed; what fails otherwise is the page's failure, which says so.</summary>
    private async Task ListenAsync(FeedPosition end)
    {
        try
        {
            await new DutyLive(Hub, Clock, OnNewsAsync, OnDeafAsync).RunAsync(end, gone.Token);
        }
        catch (Exception failed) when (!gone.IsCancellationRequested)
        {
            await DispatchExceptionAsync(failed);
        }
        catch (OperationCanceledException)
        {
            // The desk is closed.
        }
    }

    private Task OnDeafAsync(bool isDeafNow) => isDeaf == isDeafNow ? Task.CompletedTask : InvokeAsync(() =>
    {
        isDeaf = isDeafNow;
        StateHasChanged();
    });

    private Task OnNewsAsync(FeedPage page) => InvokeAsync(async () =>
    {
        if (page.Restores.Count > 0) await ReloadAsync();
        foreach (var key in page.Notifications.Select(ShownBy).OfType<string>().Distinct().Take(MostRead).ToList()) await RefreshAsync(key);
        await CountAsync(page.Notifications);
        foreach (var raised in page.Notifications.Where(news => news.Kind == NotificationKind.AlertRaised)) await SoundAsync(raised);
        StateHasChanged();
    });

    /// <summary>The key of the row, or of what is open, that a notification is about; null when neither is.</summary>
    private string? ShownBy(Notification news) =>
        rows.Find(row => row.Id == news.Subject)?.Key ?? (open?.Id == news.Subject ? open.Key : null);

    /// <summary>Counts what would be new in the list; one that is narrowed is asked whether it has it.</summary>
    private async Task CountAsync(IEnumerable<Notification> news)
    {
        string[] opened = [.. news.Where(one => one.Kind == Opened && rows.TrueForAll(row => row.Id != one.Subject)).Select(one => one.Subject)];
        if (opened.Length == 0) return;
        if (query.Filters.Count > 0)
        {
            var first = await workplace!.Reader.ListAsync(query, null, gone.Token);
            opened = [.. opened.Intersect(first.Value?.Rows.Select(row => row.Id) ?? [])];
        }
        fresh.UnionWith(opened);
        if (opened.Length > 0) said = View.Say(DutyWords.NewSaid, fresh.Count);
    }

    private NotificationKind Opened => query.Show switch
    {
        DutyShow.Leads => NotificationKind.LeadOpened,
        DutyShow.Alerts => NotificationKind.AlertRaised,
        _ => NotificationKind.ItemOpened,
    };

    private async Task SoundAsync(Notification raised)
    {
        if (await workplace!.Reader.FindAsync($"alert:{raised.Subject}", gone.Token) is not { Severity: "Critical" } alert) return;
        alarm = alert;
        if (module is not null) _ = ChimeAsync(module);
    }

    /// <summary>A browser that is away now makes no sound, and nothing waits for it.</summary>
    private async Task ChimeAsync(IJSObjectReference script)
    {
        try
        {
            await script.InvokeAsync<bool>("chime", gone.Token);
        }
        catch (Exception away) when (away is JSException or OperationCanceledException or ObjectDisposedException)
        {
            // What is to be seen says it as well.
        }
    }
}
