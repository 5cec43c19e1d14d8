using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using CityKit.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NodaTime;

namespace CityKit.Desk.Duty;

/// <summary>The duty desk (值班台): a list, what is open of it, and what comes in while it is open.</summary>
public partial class DutyDesk
{
    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<string> marked = [];
    private readonly HashSet<string> fresh = [];
    private readonly Dictionary<string, string> answers = [];
    private readonly List<DutyRow> rows = [];
    private DutyQuery query = DutyQuery.Parse(null);
    private DutyWorkplace? workplace;
    private FeedPosition? from;
    private DutyRow? open;
    private DutyRow? alarm;
    private Refusal? refusal;
    private string? read;
    private string? next;
    private string said = "";
    private bool isDeaf;
    private bool isWatching;
    private bool isOfficer;
    private IJSObjectReference? module;
    private IJSObjectReference? keys;
    private ElementReference root;
    private NewBadge? badge;
    private Instant drawn;

    /// <summary>How the person sees the desk.</summary>
    [Parameter, EditorRequired] public required DeskView View { get; set; }

    /// <summary>The query of the address.</summary>
    [Parameter] public string? Query { get; set; }

    private Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    private IReadOnlyCollection<Client.Profiles.ProfileWords> Profiles => workplace?.Texts.Profiles ?? [];

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read == (Query ?? "")) return;
        (read, query) = (Query ?? "", DutyQuery.Parse(Query));
        await TryAsync(async () =>
        {
            await StartAsync();
            if (!isWatching) query = query with { Show = DutyShow.Items };
            await ReadAsync();
            open = query.At is { } at ? await FindAsync(at) : null;
        });
    }

    /// <summary>Reads, or says that the store cannot be read now.</summary>
    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (IOException)
        {
            refusal = Refusal.Of("busy", CommonWords.CannotRead.En, CommonWords.CannotRead.Zh);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        drawn = Now;
        if (!firstRender) return;
        module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, View.To(Files["duty.js"]));
        keys = await module.InvokeAsync<IJSObjectReference>("start", root);
        if (from is { } end) _ = ListenAsync(end);
        StateHasChanged();
    }

    /// <summary>News are read from before the list on: nothing falls between the two.</summary>
    private async Task StartAsync()
    {
        if (workplace is not null) return;
        from = await Hub.EndAsync(gone.Token);
        var actor = (await Hub.ViewAsync(gone.Token)).Actor;
        (isWatching, isOfficer) = (actor.IsAny(DutyRoom.Watching.Roles), actor.IsAny([Role.DutyOfficer, Role.DutyLeader]));
        var texts = new DutyTexts(View, Names, actor.Id);
        workplace = new DutyWorkplace(texts, new DutyReader(Hub, texts)) { IsWatching = isWatching };
    }

    private Task ReloadAsync() => TryAsync(ReadAsync);

    /// <summary>Shows what is new, with the focus on the first row: the button that had it is gone.</summary>
    private async Task LoadAsync()
    {
        await ReloadAsync();
        StateHasChanged();
        if (module is not null) await module.InvokeVoidAsync("focusIn", root, ".duty-open");
    }

    private async Task ReadAsync()
    {
        fresh.Clear();
        marked.Clear();
        answers.Clear();
        rows.Clear();
        (said, next) = ("", null);
        await ReadMoreAsync();
    }

    private Task MoreAsync() => TryAsync(ReadMoreAsync);

    private async Task ReadMoreAsync()
    {
        var page = await workplace!.Reader.ListAsync(query, next, gone.Token);
        refusal = page.Refusal;
        if (page.Value is null) return;
        rows.AddRange(page.Value.Rows.Where(row => rows.All(shown => shown.Key != row.Key)));
        next = page.Value.Next;
    }

    private async Task OpenAsync(string key)
    {
        await TryAsync(async () => open = await FindAsync(key));
        await AtAsync(open?.Key);
        if (module is not null && open is not null) await module.InvokeVoidAsync("focusIn", root, ".duty-panel h2");
    }

    private async Task<DutyRow?> FindAsync(string key)
    {
        var found = await workplace!.Reader.FindAsync(key, gone.Token);
        return found is not null && rows.Find(row => row.Key == key) is { } row ? DutyTexts.Now(row, found) : found;
    }

    private async Task CloseAsync()
    {
        var key = open?.Key;
        open = null;
        await AtAsync(null);
        if (module is not null) await module.InvokeVoidAsync("focusIn", root, $"[data-row='{key}'] .duty-open");
    }

    private async Task AtAsync(string? key)
    {
        query = query with { At = key };
        if (module is not null) await module.InvokeVoidAsync("address", View.To(query.ToAddress()));
    }

    private void Mark(string key)
    {
        if (!marked.Remove(key)) marked.Add(key);
    }

    private void MarkAll(bool isOn)
    {
        marked.Clear();
        if (isOn) marked.UnionWith(rows.Select(row => row.Key));
    }

    private void Unmark()
    {
        marked.Clear();
        answers.Clear();
    }

    /// <summary>Reads again what a row is about, in the list and beside it.</summary>
    private async Task RefreshAsync(string key)
    {
        var now = await workplace!.Reader.FindAsync(key, gone.Token);
        var place = rows.FindIndex(row => row.Key == key);
        if (place >= 0 && now is not null) rows[place] = DutyTexts.Now(rows[place], now);
        if (place >= 0 && now is null) rows.RemoveAt(place);
        if (open?.Key == key) open = now is null ? null : DutyTexts.Now(open, now);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (keys is not null) await keys.InvokeVoidAsync("stop");
            if (module is not null) await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
        }
        GC.SuppressFinalize(this);
    }
}
