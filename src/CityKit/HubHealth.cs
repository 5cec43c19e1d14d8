namespace CityKit;

/// <summary>How a hub is at this moment.</summary>
/// <param name="IsRunning">Whether it has started and takes inputs.</param>
/// <param name="Waiting">Inputs that wait for the writer.</param>
/// <param name="MostWaiting">How many may wait; a device is asked to come back later when they are more.</param>
/// <param name="IsFailing">Whether the last commit could not be stored.</param>
public sealed record HubHealth(bool IsRunning, int Waiting, int MostWaiting, bool IsFailing);
