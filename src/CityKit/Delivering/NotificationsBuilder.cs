using CityKit.Checking;
using CityKit.Contacts;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Escalations;
using CityKit.Subscriptions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>Says how a hub's notifications reach people and systems; see <see cref="CityKitNotifications.AddNotifications"/>.</summary>
public sealed class NotificationsBuilder
{
    private readonly Dictionary<string, Func<IServiceProvider, INotificationChannel>> channels = [];
    private readonly List<string> audiences = [.. Cases.Roles.Names];
    private ReadOnlyMemory<byte> addressBook;
    private ReadOnlyMemory<byte> escalations;
    private ReadOnlyMemory<byte> templates;

    internal NotificationsBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The hub's name; empty for an application's one hub.</summary>
    public string Name { get; }

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    internal Func<IServiceProvider, IDeliveryStore>? Store { get; private set; }

    internal IReadOnlyCollection<string> Channels => channels.Keys;

    /// <summary>Keeps what waits in memory: for tests and trials; gone when the process ends.</summary>
    public NotificationsBuilder UseInMemory() => UseStore(_ => new InMemoryDeliveryStore());

    /// <summary>Keeps what waits in a store of your choice.</summary>
    public NotificationsBuilder UseStore(Func<IServiceProvider, IDeliveryStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        return this;
    }

    /// <summary>Who is reached, and how, as UTF-8 JSON; nobody when this is not called.</summary>
    public NotificationsBuilder UseAddressBook(ReadOnlyMemory<byte> utf8Json)
    {
        addressBook = utf8Json;
        return this;
    }

    /// <summary>The plans of escalation, as UTF-8 JSON; none when this is not called.</summary>
    public NotificationsBuilder UseEscalations(ReadOnlyMemory<byte> utf8Json)
    {
        escalations = utf8Json;
        return this;
    }

    /// <summary>What messages say, as UTF-8 JSON; the built-in templates when this is not called.</summary>
    public NotificationsBuilder UseTemplates(ReadOnlyMemory<byte> utf8Json)
    {
        templates = utf8Json;
        return this;
    }

    /// <summary>The audiences that exist besides roles: those of the policy, such as <c>duty-desk</c>.</summary>
    public NotificationsBuilder UseAudiences(params IEnumerable<string> names)
    {
        audiences.AddRange(names);
        return this;
    }

    /// <summary>Adds a channel.</summary>
    /// <param name="name">What subscriptions and the address book know it by; not <c>people</c>.</param>
    /// <param name="channel">Makes it, once.</param>
    /// <exception cref="ArgumentException">The name is taken, empty or <c>people</c>.</exception>
    public NotificationsBuilder AddChannel(string name, Func<IServiceProvider, INotificationChannel> channel)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(channel);
        if (name == Subscription.People || !channels.TryAdd(name, channel))
            throw new ArgumentException($"There is a channel '{name}' already: choose another name.", nameof(name));
        return this;
    }

    /// <summary>Sets options; what is out of range is refused at start.</summary>
    public NotificationsBuilder Configure(Action<DeliveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Sets options from the host's configuration, such as <c>configuration.GetSection("Notifications")</c>.</summary>
    public NotificationsBuilder Configure(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Configure(options => DeliverySettings.Bind(options, settings));
    }

    internal IReadOnlyDictionary<string, INotificationChannel> CreateChannels(IServiceProvider provider) =>
        channels.ToDictionary(channel => channel.Key, channel => channel.Value(provider));

    internal AddressBook ReadAddressBook() => addressBook.IsEmpty ? new AddressBook(DateTimeZone.Utc, [], [], [])
        : AddressBook.Read(addressBook.Span, audiences, Channels, out var errors) ?? throw Wrong(new("通讯录", "address book"), errors);

    internal EscalationPlans ReadEscalations() => escalations.IsEmpty ? EscalationPlans.None
        : EscalationPlans.Read(escalations.Span, audiences, out var errors) ?? throw Wrong(new("升级预案文件", "file of escalations"), errors);

    internal MessageTemplates ReadTemplates() => templates.IsEmpty ? MessageTemplates.BuiltIn
        : MessageTemplates.Read(templates.Span, out var errors) ?? throw Wrong(new("消息模板文件", "file of templates"), errors);

    private static ArgumentException Wrong(LocalizedText file, ConfigErrors errors) => new($"{FileErrors.Of(file, errors)}");
}
