namespace CityKit.Maps.Shapes;

/// <summary>A piece of border between two places where more than two borders meet, or a whole ring that meets none.</summary>
/// <param name="Points">The numbers of its points; of a whole ring the first is the last again.</param>
/// <param name="Weights">How far each point is from the line without it, in metres: at a greater tolerance it is left out. The ends are
/// never left out.</param>
internal sealed record BorderArc(int[] Points, double[] Weights);
