using CityKit.Notifications;
using CityKit.Storage;
using Microsoft.JSInterop;
using NodaTime;

namespace CityKit.Desk.Duty;

/// <content>What comes in while the desk is open: rows that are shown change where they are, new ones are counted.</content>
public partial class DutyDesk
{
    private const int MostRead = 50;
    private static readonly Duration Stale = Duration.FromSeconds(15);

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

    /// <summary>
    /// Draws the desk when something that is shown changed, or when how long ago things were is long drawn; what is new alone draws the
    /// badge.
    /// </summary>
    private Task OnNewsAsync(FeedPage page) => InvokeAsync(async () =>
    {
        var isSeen = await IsRereadAsync(page);
        await CountAsync(page.Notifications);
        isSeen |= await IsAlarmAsync(page.Notifications);
        if (isSeen || Now - drawn >= Stale) StateHasChanged();
    });

    /// <summary>Reads again what is shown and a page is about; false when it is about nothing of it.</summary>
    private async Task<bool> IsRereadAsync(FeedPage page)
    {
        if (page.Restores.Count > 0) await ReloadAsync();
        var shown = page.Notifications.Select(ShownBy).OfType<string>().Distinct().Take(MostRead).ToList();
        foreach (var key in shown) await RefreshAsync(key);
        return page.Restores.Count + shown.Count > 0;
    }

    /// <summary>The key of the row, or of what is open, that a notification is about; null when neither is.</summary>
    private string? ShownBy(Notification news) =>
        rows.Find(row => row.Id == news.Subject)?.Key ?? (open?.Id == news.Subject ? open.Key : null);

    /// <summary>Counts what would be new in the list; one that is narrowed is asked whether it has it.</summary>
    private async Task CountAsync(IEnumerable<Notification> news)
    {
        string[] opened = [.. news.Where(IsNew).Select(one => one.Subject)];
        if (opened.Length == 0) return;
        if (query.Filters.Count > 0)
        {
            var first = await workplace!.Reader.ListAsync(query, null, gone.Token);
            opened = [.. opened.Intersect(first.Value?.Rows.Select(row => row.Id) ?? [])];
        }
        var before = fresh.Count;
        fresh.UnionWith(opened);
        if (fresh.Count > before) badge?.Draw(fresh.Count);
    }

    private bool IsNew(Notification news) => news.Kind == Opened && rows.TrueForAll(row => row.Id != news.Subject);

    private NotificationKind Opened => query.Show switch
    {
        DutyShow.Leads => NotificationKind.LeadOpened,
        DutyShow.Alerts => NotificationKind.AlertRaised,
        _ => NotificationKind.ItemOpened,
    };

    /// <summary>Shows and sounds the newest critical alert of those that rose; false when none is critical.</summary>
    private async Task<bool> IsAlarmAsync(IEnumerable<Notification> news)
    {
        var raised = news.Where(one => one.Kind == NotificationKind.AlertRaised).Select(one => one.Subject).ToHashSet();
        if (raised.Count == 0 || await workplace!.Reader.CriticalAsync(raised, gone.Token) is not { } alert) return false;
        alarm = alert;
        if (module is not null) _ = ChimeAsync(module);
        return true;
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
