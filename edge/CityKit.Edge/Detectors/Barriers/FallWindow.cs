namespace CityKit.Edge.Detectors.Barriers;

/// <summary>The way between two beams and how long it took.</summary>
/// <param name="Above">From the first beam that saw the object down to the window's upper beam, in metres.</param>
/// <param name="Metres">From the window's upper beam to its lower one.</param>
/// <param name="Quickest">The shortest time that the edges allow, in seconds.</param>
/// <param name="Slowest">The longest time that they allow.</param>
internal readonly record struct FallWindow(double Above, double Metres, double Quickest, double Slowest);
