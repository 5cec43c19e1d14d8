namespace CityKit.Edge.Gpio;

/// <summary>What one <see cref="ILineSource.Read"/> gave. <c>default</c> is a read of nothing, up to 0.</summary>
/// <param name="Count">How many events are in the buffer, in time order.</param>
/// <param name="Until">Every edge up to this monotonic nanosecond has been delivered. Never moves back, except by
/// <see cref="ILineSource.Rewind"/>.</param>
/// <param name="Position">Opaque: the place after these events, for <see cref="ILineSource.Rewind"/>.</param>
public readonly record struct LineRead(int Count, long Until, long Position);
