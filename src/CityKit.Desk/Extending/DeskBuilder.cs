using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Extending;

/// <summary>Adds an application's own pages, columns and panels to the desk.</summary>
/// <remarks>
/// <c>AddCityKitDesk</c> gives it to you while services are registered; use it from one thread there. What is added is drawn by every page
/// that is open, in the circuit of the person who looks at it, so a fragment must share nothing that changes between people. Options are
/// checked when the application starts. It changes no step of a work item: those are the profile's.
/// </remarks>
/// <example><code>
/// builder.Services.AddCityKitDesk(desk => desk
///     .AddItemColumn(new("电梯", "Lift"), view => cell => cell.AddContent(0, view.Item.Details.GetValueOrDefault("liftNumber")))
///     .AddPanel("elevator-repair", new("电梯", "The lift"), view => panel => panel.AddContent(0, view.Item.Title?.En))
///     .Configure(options => (options.Title, options.Primary) = (new("电梯值班台", "Lift desk"), "#0b5d4e")));
/// </code></example>
public sealed class DeskBuilder
{
    internal DeskBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes how the desk looks.</summary>
    public DeskBuilder Configure(Action<DeskOptions> change)
    {
        Services.Configure(change);
        return this;
    }

    /// <summary>Adds a page of your own to the menu.</summary>
    /// <typeparam name="T">A component; it is live, and gets <c>DeskView</c> as a cascading parameter.</typeparam>
    /// <param name="name">In its address, <c>pages/NAME</c>: letters, digits and hyphens.</param>
    /// <param name="title">In the menu.</param>
    public DeskBuilder AddPage<T>(string name, LocalizedText title) where T : IComponent
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(title);
        return Configure(options => options.Pages.Add(new DeskPage(name, title, typeof(T))));
    }
    /// <summary>Adds a column to the list of work items.</summary>
    /// <param name="title">Over the column.</param>
    /// <param name="cell">What a row shows in it.</param>
    public DeskBuilder AddItemColumn(LocalizedText title, RenderFragment<ItemView> cell) =>
        Add(options => options.ItemColumns, title, cell);

    /// <summary>Adds a column to the list of leads.</summary>
    /// <param name="title">Over the column.</param>
    /// <param name="cell">What a row shows in it.</param>
    public DeskBuilder AddLeadColumn(LocalizedText title, RenderFragment<Lead> cell) => Add(options => options.LeadColumns, title, cell);

    /// <summary>Adds a column to the list of alerts.</summary>
    /// <param name="title">Over the column.</param>
    /// <param name="cell">What a row shows in it.</param>
    public DeskBuilder AddAlertColumn(LocalizedText title, RenderFragment<Alert> cell) => Add(options => options.AlertColumns, title, cell);

    /// <summary>Adds a panel to the details of work items of one profile.</summary>
    /// <param name="profile">The profile's id, such as <c>elevator-repair</c>.</param>
    /// <param name="title">Over the panel.</param>
    /// <param name="content">What it shows of the item.</param>
    public DeskBuilder AddPanel(string profile, LocalizedText title, RenderFragment<ItemView> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(profile);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(content);
        return Configure(options => options.Panels.Add(new DeskPanel(profile, title, content)));
    }

    private DeskBuilder Add<TRow>(Func<DeskOptions, IList<DeskColumn<TRow>>> columns, LocalizedText title, RenderFragment<TRow> cell)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(cell);
        return Configure(options => columns(options).Add(new DeskColumn<TRow>(title, cell)));
    }
}
