using NodaTime;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class StateFold<TCommand, T>(StateKind<T> kind, Func<TCommand, string> key, Func<T?, TCommand, Instant, T> next)
    : StateFold(kind, typeof(TCommand)) where TCommand : HubCommand where T : class
{
    internal override object Next(object? state, HubCommand asked, Instant now) => next((T?)state, (TCommand)asked, now);

    private protected override string Key(HubCommand asked) => key((TCommand)asked);
}
