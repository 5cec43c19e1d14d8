namespace CityKit.Modules;

/// <summary>
/// A module's state by key (按键状态): small values that many commands change, such as a counter a household. It is stored some time after
/// the commits that changed it, not with each; after a kill the journal brings it forward. What people ask for, or what falls due, is a
/// document.
/// </summary>
/// <typeparam name="T">One value; immutable.</typeparam>
/// <param name="name">Its name, which starts with the module's; unique in a hub.</param>
/// <param name="write">A value's bytes.</param>
/// <param name="read">Reads them; throws <see cref="FormatException"/> when they are something else.</param>
/// <exception cref="ArgumentException">The name is not one.</exception>
public sealed class StateKind<T>(string name, Func<T, ReadOnlyMemory<byte>> write, Func<ReadOnlyMemory<byte>, T> read) : StateKind(name)
    where T : class
{
    internal override ReadOnlyMemory<byte> Write(object state) => write((T)state);

    internal override object Read(ReadOnlyMemory<byte> bytes) => read(bytes);
}
