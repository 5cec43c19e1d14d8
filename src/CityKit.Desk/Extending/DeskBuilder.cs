using CityKit.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Extending;

/// <summary>Says what an application adds to the desk.</summary>
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
}
