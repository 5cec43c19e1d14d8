using CityKit.Samples.Elevator;

// A vendor's own kind of work: Data/elevator-repair.json is the profile, Certificates.cs its one guard in code.
var (item, _) = Story.Run(Console.Out);
Console.WriteLine(item.IsOpen ? "The lift is still out of service." : "The lift is back in service. 电梯已恢复运行。");
