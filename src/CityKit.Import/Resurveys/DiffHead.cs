using CityKit.Components.Registry;
using NodaTime;

namespace CityKit.Import.Resurveys;

/// <summary>What a diff was made of (差异文件头): its first line.</summary>
/// <param name="State">The registry's state; applied to another one, the diff is refused.</param>
/// <param name="Survey">The re-survey's name.</param>
/// <param name="On">The day it speaks of.</param>
/// <param name="MovedMetres">From how far on a component counts as moved.</param>
public sealed record DiffHead(StoreState State, string Survey, LocalDate On, double MovedMetres);
